# The same respondents in two waves: partly overlapping means, from the raw answers; signed ranks
# and marginal homogeneity by coin; McNemar's test by R and binomial probabilities.

suppressPackageStartupMessages(library(coin))

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
rows <- list()
add <- function(test, set, confidence, values) {
  rows[[length(rows) + 1]] <<- data.frame(
    test = test, set = set, confidence = confidence, quantity = names(values),
    value = exact(unlist(values))
  )
}

# --- Partly overlapping: Derrick, Toher & White (2017), unequal variances ------------------------

overlapping <- function(before, after, confidence) {
  both <- !is.na(before) & !is.na(after)
  x1 <- before[!is.na(before)]
  x2 <- after[!is.na(after)]
  n1 <- length(x1); n2 <- length(x2); nc <- sum(both); na <- n1 - nc; nb <- n2 - nc
  r <- if (nc > 1 && sd(before[both]) > 0 && sd(after[both]) > 0) cor(before[both], after[both]) else 0
  v1 <- var(x1); v2 <- var(x2)
  se <- sqrt(v1 / n1 + v2 / n2 - 2 * r * sqrt(v1 * v2) * nc / (n1 * n2))
  gamma <- (v1 / n1 + v2 / n2)^2 / ((v1 / n1)^2 / (n1 - 1) + (v2 / n2)^2 / (n2 - 1))
  df <- (nc - 1) + (gamma - nc + 1) / (na + nb + 2 * nc) * (na + nb)
  estimate <- mean(x2) - mean(x1)
  half <- qt((1 + confidence) / 2, df) * se
  test <- list(estimate = estimate, std_error = se, statistic = estimate / se, df = df,
               p_value = 2 * pt(-abs(estimate / se), df), conf_low = estimate - half,
               conf_high = estimate + half)
  if (na + nb == 0) stopifnot(all.equal(test$p_value, t.test(x2, x1, paired = TRUE)$p.value))
  if (nc == 0) stopifnot(all.equal(test$p_value, t.test(x2, x1)$p.value))
  # The average SD, with the linked in the variance: see the function's own notes.
  s2 <- (v1 + v2) / 2
  d <- estimate / sqrt(s2)
  factor <- nc / sqrt(n1 * n2 * (n1 - 1) * (n2 - 1))
  cov <- r * sqrt(v1 * v2)
  variance <- d^2 / (8 * s2^2) * (v1^2 / (n1 - 1) + v2^2 / (n2 - 1) + 2 * cov^2 * factor) +
    (v1 / (n1 - 1) + v2 / (n2 - 1) - 2 * cov * factor) / s2
  share <- 2 * nc / (n1 + n2)
  j <- 1 - 3 / (4 * (share * (nc - 1) + (1 - share) * (n1 + n2 - 2)) - 1)
  z <- qnorm((1 + confidence) / 2)
  c(test, list(effect = j * d, effect_low = j * (d - z * sqrt(variance)),
               effect_high = j * (d + z * sqrt(variance))))
}

partly <- read.csv("inputs/linked_partly.csv")
for (set in unique(partly$set)) for (confidence in c(0.90, 0.95)) {
  here <- partly[partly$set == set, ]
  add("overlapping", set, confidence, overlapping(here$before, here$after, confidence))
}

# --- Signed ranks, Pratt ------------------------------------------------------------------------

wilson <- function(x, n, confidence) {
  prop.test(x, n, conf.level = confidence, correct = FALSE)$conf.int
}

# A difference of two shares of one sample: square and add with the multinomial correlation.
moved <- function(up, down, n, confidence) {
  u <- wilson(up, n, confidence); d <- wilson(down, n, confidence)
  pu <- up / n; pd <- down / n
  r <- if (up + down == n) -1 else -sqrt(pu * pd / ((1 - pu) * (1 - pd)))
  list(conf_low = pu - pd - sqrt((pu - u[1])^2 - 2 * r * (pu - u[1]) * (d[2] - pd) + (d[2] - pd)^2),
       conf_high = pu - pd + sqrt((u[2] - pu)^2 - 2 * r * (u[2] - pu) * (pd - d[1]) + (pd - d[1])^2))
}

signed <- function(before, after, confidence) {
  # Rounded, so that equal distances are equal: 3.7 - 2.7 and 2.7 - 1.7 are not, in R.
  after <- round(after - before, 9)
  before <- 0 * after
  z <- wilcoxsign_test(after ~ before, zero.method = "Pratt")
  up <- sum(after > 0); down <- sum(after < 0); n <- length(after)
  few <- up + down <= 25
  p <- if (few) pvalue(wilcoxsign_test(after ~ before, zero.method = "Pratt",
                                       distribution = "exact")) else pvalue(z)
  c(list(statistic = as.numeric(statistic(z)), p_value = as.numeric(p), p_normal = as.numeric(pvalue(z)),
         share_up = up / n, share_down = down / n), moved(up, down, n, confidence))
}

ranked <- read.csv("inputs/linked_ranked.csv")
for (set in unique(ranked$set)) for (confidence in c(0.90, 0.95)) {
  here <- ranked[ranked$set == set, ]
  add("signed_rank", set, confidence, suppressWarnings(signed(here$before, here$after, confidence)))
}

# --- Yes or no, and categories ------------------------------------------------------------------

# Newcombe (1998), method 10, in the letters of the paper; a is yes in both.
newcombe <- function(t, confidence) {
  a <- t[2, 2]; b <- t[1, 2]; c <- t[2, 1]; d <- t[1, 1]; n <- sum(t)
  after <- (a + b) / n; before <- (a + c) / n
  w1 <- wilson(a + b, n, confidence); w2 <- wilson(a + c, n, confidence)
  product <- (a + b) * (c + d) * (a + c) * (b + d)
  top <- a * d - b * c
  if (top > 0) top <- max(top - n / 2, 0)
  phi <- if (product == 0) 0 else top / sqrt(product)
  reach <- function(near, far) sqrt(near^2 - 2 * phi * near * far + far^2)
  list(estimate = after - before,
       conf_low = after - before - reach(after - w1[1], w2[2] - before),
       conf_high = after - before + reach(w1[2] - after, before - w2[1]))
}

mid_p <- function(b, c) 2 * (pbinom(min(b, c), b + c, 0.5) - dbinom(min(b, c), b + c, 0.5) / 2)

tables <- read.csv("inputs/linked_tables.csv")
for (set in unique(tables$set)) {
  here <- tables[tables$set == set, ]
  here$count <- as.numeric(here$count)  # products of whole numbers overflow in R
  t <- unname(unclass(xtabs(count ~ before + after, data = here)))
  attr(t, "call") <- NULL
  if (nrow(t) == 2) {
    asymptotic <- mcnemar.test(t, correct = FALSE)
    for (confidence in c(0.90, 0.95)) {
      add("mcnemar", set, confidence, c(
        list(p_value = mid_p(t[1, 2], t[2, 1]), p_asymptotic = asymptotic$p.value),
        suppressWarnings(newcombe(t, confidence))
      ))
    }
  }
  h <- mh_test(as.table(t))
  add("homogeneity", set, NA, list(statistic = as.numeric(statistic(h)), df = h@statistic@df,
                                   p_value = as.numeric(pvalue(h))))
}

out <- file("linked.csv", "w")
writeLines(paste0("# ", R.version.string, ", coin ", packageVersion("coin")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE, na = "")
close(out)
