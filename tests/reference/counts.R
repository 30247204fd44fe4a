# Two Poisson rates by poisson.test (exact conditional test, Clopper and Pearson's limits), single
# rates by the same (Garwood's limits), and trends by glm(family = quasipoisson): its summary gives
# dispersion, standard errors and t. Where the dispersion comes out below 1, the standard errors are
# those of a dispersion of 1, with the same degrees of freedom.

exact <- function(x) ifelse(is.na(x) | is.infinite(x), "", sprintf("%.17g", x))
rows <- list()
add <- function(what, set, estimate = NA, low = NA, high = NA, p_value = NA, std_error = NA,
                statistic = NA, df = NA, dispersion = NA, dispersion_p = NA, level = 0.95) {
  rows[[length(rows) + 1]] <<- data.frame(
    what = what, set = set, level = level, estimate = exact(estimate), low = exact(low),
    high = exact(high), p_value = exact(p_value), std_error = exact(std_error),
    statistic = exact(statistic), df = exact(df), dispersion = exact(dispersion),
    dispersion_p = exact(dispersion_p)
  )
}

pairs <- read.csv("inputs/counts_pairs.csv")
for (level in c(0.95, 0.99)) for (i in seq_len(nrow(pairs))) {
  pair <- pairs[i, ]
  test <- poisson.test(
    c(pair$after, pair$before), c(pair$exposure_after, pair$exposure_before), conf.level = level
  )
  estimate <- if (pair$before > 0) test$estimate else NA
  # poisson.test takes the limits of the share from 1, which costs digits where it is close to 1;
  # the complement as a quantile of its own keeps them.
  tail <- (1 - level) / 2
  x <- pair$before; y <- pair$after
  scale <- pair$exposure_before / pair$exposure_after
  low <- if (y > 0) scale * qbeta(tail, y, x + 1) / qbeta(tail, x + 1, y, lower.tail = FALSE) else 0
  high <- if (x > 0) scale * qbeta(tail, y + 1, x, lower.tail = FALSE) / qbeta(tail, x, y + 1) else Inf
  stopifnot(all.equal(c(low, high), as.numeric(test$conf.int), tolerance = 1e-7))
  add("ratio", i, estimate, low, high, test$p.value, level = level)
  one <- poisson.test(pair$after, pair$exposure_after, conf.level = level)
  add("rate", i, one$estimate, one$conf.int[1], one$conf.int[2], level = level)
}

series <- read.csv("inputs/counts_series.csv")
for (level in c(0.95, 0.99)) for (name in unique(series$series)) for (kind in c("plain", "season")) {
  here <- series[series$series == name, ]
  if (kind == "season" && min(table(factor(here$season, 0:3))) < 3) next
  if (kind == "season" && min(tapply(here$count, here$season, sum)) == 0) next
  here$time <- here$time - mean(here$time)
  terms <- if (kind == "season") count ~ factor(season) + time else count ~ time
  # The weights are those of the step before the last: a second fit starts from where the first
  # came to rest, so that standard errors have all their digits too. Rounding may keep either from
  # calling itself converged.
  fitted_from <- function(start) suppressWarnings(glm(
    terms, quasipoisson, here, offset = log(here$exposure), epsilon = 1e-15, maxit = 200,
    start = start
  ))
  fit <- fitted_from(coef(fitted_from(NULL)))
  dispersion <- sum(residuals(fit, "pearson")^2) / fit$df.residual
  found <- summary(fit, dispersion = max(1, dispersion))$coefficients["time", ]
  df <- fit$df.residual
  half <- qt((1 + level) / 2, df) * found[2]
  add(
    kind, name, found[1], found[1] - half, found[1] + half, 2 * pt(-abs(found[1] / found[2]), df),
    found[2], found[1] / found[2], df, dispersion,
    pchisq(dispersion * df, df, lower.tail = FALSE), level
  )
  # Above 1 the summary estimates the same itself.
  if (dispersion > 1) {
    own <- summary(fit)
    stopifnot(abs(own$dispersion / dispersion - 1) < 1e-9)
    stopifnot(abs(own$coefficients["time", 4] - 2 * pt(-abs(found[1] / found[2]), df)) < 1e-9)
  }
}

out <- do.call(rbind, rows)
con <- file("counts.csv", "w")
writeLines(sprintf("# %s", R.version.string), con)
write.csv(out, con, row.names = FALSE, quote = FALSE)
close(con)
