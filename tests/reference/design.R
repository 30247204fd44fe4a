# Means, differences, probabilities of superiority and shares under weights, strata and clusters,
# by the survey package. Differences are later minus earlier. Who has no answer, no weight or a
# weight of nought is left out before the design is made.

suppressPackageStartupMessages(library(survey))

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

FIELDS <- c(
  "n", "mean", "sd", "variance", "n_effective", "degrees", "estimate", "std_error", "statistic",
  "df", "p_value", "conf_low", "conf_high"
)

line <- function(kind, set, site, wave, confidence, ...) {
  given <- list(...)
  values <- lapply(FIELDS, function(f) exact(if (is.null(given[[f]])) NA else unname(given[[f]])[1]))
  data.frame(kind, set, site, wave, confidence, setNames(values, FIELDS))
}

design_of <- function(d) {
  svydesign(ids = ~unit, strata = ~stratum, weights = ~weight, nest = TRUE, data = d)
}

# ---- one wave ---------------------------------------------------------------------------------
mean_of <- function(set, site, wave, d) {
  design <- design_of(d)
  m <- svymean(~value, design)
  line(
    "mean", set, site, wave, "",
    n = nrow(d), mean = coef(m), sd = sqrt(coef(svyvar(~value, design))), variance = vcov(m),
    n_effective = sum(d$weight)^2 / sum(d$weight^2), degrees = degf(design)
  )
}

share_of <- function(set, site, wave, d, confidence) {
  share <- svyciprop(~yes, design_of(d), method = "beta", level = confidence)
  line(
    "share", set, site, wave, confidence,
    n = nrow(d), mean = coef(share), variance = attr(share, "var"),
    conf_low = attr(share, "ci")[1], conf_high = attr(share, "ci")[2]
  )
}

# ---- two waves --------------------------------------------------------------------------------
difference_of <- function(set, site, d, confidence) {
  fit <- svyglm(value ~ wave, design_of(d))
  t <- svyttest(value ~ wave, design_of(d))
  interval <- confint(fit, "wave", level = confidence)
  line(
    "difference", set, site, "", confidence,
    estimate = coef(fit)["wave"], std_error = SE(fit)["wave"], statistic = t$statistic,
    df = t$parameter, p_value = t$p.value, conf_low = interval[1], conf_high = interval[2]
  )
}

# The weighted share of `others` below each of x, ties by half.
placement <- function(x, others, weight) {
  below <- outer(x, others, ">") + outer(x, others, "==") / 2
  as.vector(below %*% weight) / sum(weight)
}

# The mean placement of the later wave is the probability, and that of the earlier is 1 less it. The
# influence function of the probability is a placement of the later and minus one of the earlier
# (each less its mean), which is that of the difference of the two means if placements were data.
superiority_of <- function(set, site, d, confidence) {
  after <- d$wave == 1
  d$placed <- NA
  d$placed[after] <- placement(d$value[after], d$value[!after], d$weight[!after])
  d$placed[!after] <- placement(d$value[!after], d$value[after], d$weight[after])
  theta <- weighted.mean(d$placed[after], d$weight[after])
  fit <- svyglm(placed ~ wave, design_of(d))
  se <- SE(fit)["wave"]
  df <- fit$df.residual
  t <- (theta - 0.5) / se
  half <- qt((1 + confidence) / 2, df) * se / (theta * (1 - theta))
  line(
    "superiority", set, site, "", confidence,
    estimate = theta, std_error = se, statistic = t, df = df, p_value = 2 * pt(-abs(t), df),
    conf_low = plogis(qlogis(theta) - half), conf_high = plogis(qlogis(theta) + half)
  )
}

# Newcombe's square-and-add with Wilson limits (R's own score interval) on the effective sizes,
# leaning by the correlation that svyby finds between the two shares.
newcombe_of <- function(set, site, d, confidence) {
  z <- qnorm((1 + confidence) / 2)
  one <- function(wave) {
    d <- d[d$wave == wave, ]
    design <- design_of(d)
    m <- svymean(~yes, design)
    low <- (1 - confidence) / 2
    shrink <- (qt(low, nrow(d) - 1) / qt(low, degf(design)))^2
    p <- unname(coef(m))
    n <- min(p * (1 - p) / as.numeric(vcov(m)) * shrink, nrow(d))
    ci <- suppressWarnings(prop.test(p * n, n, conf.level = confidence, correct = FALSE)$conf.int)
    list(p = p, n = n, low = ci[1], high = ci[2])
  }
  before <- one(0)
  after <- one(1)
  both <- vcov(svyby(~yes, ~wave, design_of(d), svymean, covmat = TRUE))
  r <- cov2cor(both)[1, 2]
  side <- function(a, b) sqrt(a^2 + b^2 - 2 * r * a * b)
  estimate <- after$p - before$p
  line(
    "newcombe", set, site, "", confidence,
    n = before$n, n_effective = after$n, mean = before$p, estimate = estimate,
    conf_low = estimate - side(after$p - after$low, before$high - before$p),
    conf_high = estimate + side(after$high - after$p, before$p - before$low)
  )
}

rows <- list()
add <- function(row) rows[[length(rows) + 1]] <<- row
for (set in c("waves", "streets", "other_streets", "quarters", "linked")) {
  d <- read.csv(paste0("inputs/design_", set, ".csv"))
  d$unit <- ifelse(d$cluster < 0, 10000 + seq_len(nrow(d)), d$cluster)
  d <- d[!is.na(d$weight) & d$weight > 0 & !is.na(d$value), ]
  d$yes <- as.numeric(d$value >= 4)
  for (site in c(unique(d$site), "all")) {
    here <- if (site == "all") d else d[d$site == site, ]
    for (wave in 0:1) {
      part <- here[here$wave == wave, ]
      add(mean_of(set, site, wave, part))
      for (confidence in c(0.90, 0.95)) add(share_of(set, site, wave, part, confidence))
    }
    for (confidence in c(0.90, 0.95)) {
      add(difference_of(set, site, here, confidence))
      add(superiority_of(set, site, here, confidence))
      add(newcombe_of(set, site, here, confidence))
    }
  }
}

out <- file("design.csv", "w")
writeLines(paste0("# ", R.version.string, ", survey ", packageVersion("survey")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
