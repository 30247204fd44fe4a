# Standardised mean differences of the made-up answers.
# Pooled SD: the point and the interval of effectsize::hedges_g. Its interval comes from a simplex
# search good to some five digits, so that the same limits are also solved here (`exact_*`): the
# distribution function of the noncentral t by quadrature over the SD, inverted by uniroot.
# Average SD: the point of effectsize::cohens_d(pooled_sd = FALSE), and Bonett's (2008) variances,
# written out in raw variances as he prints them.

suppressPackageStartupMessages(library(effectsize))

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

noncentral_p <- function(t, df, ncp) {
  density <- function(s) pnorm(t * s - ncp) * 2 * df * s * dchisq(df * s^2, df)
  limits <- sqrt(qchisq(c(1e-18, 0.5), df) / df)
  upper <- sqrt(qchisq(1e-18, df, lower.tail = FALSE) / df)
  cuts <- sort(c(limits, upper, pmin(pmax(ncp / t + c(-8, -3, 0, 3, 8) / abs(t), limits[1]), upper)))
  pieces <- mapply(function(from, to) {
    if (to <= from) return(0)
    integrate(density, from, to, rel.tol = 1e-12, abs.tol = 1e-15, subdivisions = 2000)$value
  }, head(cuts, -1), tail(cuts, -1))
  sum(pieces)
}

noncentrality <- function(t, df, p) {
  half <- 8 * sqrt(1 + t^2 / (2 * df))
  miss <- function(ncp) noncentral_p(t, df, ncp) - p
  uniroot(miss, t + c(-half, half), tol = 1e-13, extendInt = "downX", maxiter = 10000)$root
}

# Hedges' exact correction, and his approximation to it.
j_exact <- function(df) exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
j_near <- function(df) 1 - 3 / (4 * df - 1)

pooled_row <- function(set, before, after, confidence) {
  n1 <- length(before); n2 <- length(after); df <- n1 + n2 - 2
  g <- hedges_g(after, before, pooled_sd = TRUE, ci = confidence, verbose = FALSE)
  s <- sqrt(((n1 - 1) * var(before) + (n2 - 1) * var(after)) / df)
  per_t <- sqrt(1 / n1 + 1 / n2)
  t <- (mean(after) - mean(before)) / s / per_t
  tail <- (1 - confidence) / 2
  data.frame(
    effect_name = "pooled", set = set, confidence = confidence, effect = exact(g$Hedges_g),
    effect_low = exact(j_exact(df) * per_t * noncentrality(t, df, 1 - tail)),
    effect_high = exact(j_exact(df) * per_t * noncentrality(t, df, tail)),
    package_low = exact(g$CI_low), package_high = exact(g$CI_high)
  )
}

bonett_row <- function(effect_name, set, d, variance, j, confidence) {
  half <- qnorm(1 - (1 - confidence) / 2) * sqrt(variance)
  data.frame(
    effect_name = effect_name, set = set, confidence = confidence, effect = exact(j * d),
    effect_low = exact(j * (d - half)), effect_high = exact(j * (d + half)),
    package_low = "", package_high = ""
  )
}

average_row <- function(set, before, after, confidence) {
  d <- cohens_d(after, before, pooled_sd = FALSE, ci = NULL, verbose = FALSE)$Cohens_d
  df1 <- length(before) - 1; df2 <- length(after) - 1
  v1 <- var(before); v2 <- var(after); s2 <- (v1 + v2) / 2
  variance <- d^2 * (v1^2 / df1 + v2^2 / df2) / (8 * s2^2) + (v1 / df1 + v2 / df2) / s2
  bonett_row("average", set, d, variance, j_near(df1 + df2), confidence)
}

paired_row <- function(set, before, after, confidence) {
  df <- length(before) - 1
  v1 <- var(before); v2 <- var(after); s2 <- (v1 + v2) / 2
  d <- mean(after - before) / sqrt(s2)
  # r^2 v1 v2 is the squared covariance, which exists for a constant wave too.
  variance <- d^2 * (v1^2 + v2^2 + 2 * cov(before, after)^2) / (8 * df * s2^2) +
    var(after - before) / (df * s2)
  bonett_row("average_paired", set, d, variance, j_near(df), confidence)
}

groups <- read.csv("inputs/means_groups.csv")
pairs <- read.csv("inputs/means_pairs.csv")
rows <- list()
for (confidence in c(0.90, 0.95, 0.99)) {
  for (set in unique(groups$set)) {
    here <- groups[groups$set == set, ]
    before <- here$value[here$wave == 1] - here$value[1]  # exact, see means.R
    after <- here$value[here$wave == 2] - here$value[1]
    rows[[length(rows) + 1]] <- pooled_row(set, before, after, confidence)
    rows[[length(rows) + 1]] <- average_row(set, before, after, confidence)
  }
  for (set in unique(pairs$set)) {
    here <- pairs[pairs$set == set, ]
    rows[[length(rows) + 1]] <- paired_row(
      set, here$before - here$before[1], here$after - here$before[1], confidence
    )
  }
}

out <- file("effects.csv", "w")
writeLines(paste0("# ", R.version.string, ", effectsize ", packageVersion("effectsize")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
