# Intervention against comparison sites: contrasts of the changes of made-up sites.
# Means, variances and the interaction come from R's own functions (lm, sandwich, lmtest, survey);
# the Welch-Satterthwaite df, Bonett's (2008) interval and the tipping shock are written out.

suppressPackageStartupMessages({
  library(sandwich)
  library(lmtest)
  library(survey)
})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
confidence <- 0.95
tail <- 1 - (1 - confidence) / 2

# parts: one row per independent part of a site's change: coefficient, variance, df.
row_of <- function(design, set, change, arm, parts, effect, f) {
  s1 <- sum(arm == 1); s0 <- sum(arm == 0)
  estimate <- mean(change[arm == 1]) - mean(change[arm == 0])
  pieces <- parts$coefficient^2 * parts$variance
  error <- sqrt(sum(pieces))
  df <- sum(pieces)^2 / sum(pieces^2 / parts$df)
  half <- qt(tail, df) * error
  splits <- combn(length(arm), s1)
  sizes <- abs(apply(splits, 2, function(k) mean(change[k]) - mean(change[-k])))
  # The shock by a search: where the end of the interval passes through 0.
  miss <- function(tau) abs(estimate) - qt(tail, df) * sqrt(error^2 + 2 * tau^2 * (1 / s1 + 1 / s0))
  tau <- if (miss(0) > 0) uniroot(miss, c(0, 100 * abs(estimate)), tol = 1e-14)$root else NA
  data.frame(
    design = design, set = set, estimate = exact(estimate), std_error = exact(error),
    statistic = exact(estimate / error), df = exact(df),
    p_value = exact(2 * pt(-abs(estimate / error), df)),
    conf_low = exact(estimate - half), conf_high = exact(estimate + half),
    effect = exact(effect[1]), effect_low = exact(effect[2]), effect_high = exact(effect[3]),
    rank = 1 + sum(sizes > abs(estimate) + 1e-9), p_split = exact(mean(sizes >= abs(estimate) - 1e-9)),
    tipping_shock = exact(tau),
    f = exact(f$f), df_sites = exact(f$df1), df_residual = exact(f$df2), f_p_value = exact(f$p)
  )
}

# cells: sd, n, coefficient. Bonett (2008), equations for a contrast of independent means.
bonett <- function(estimate, sd, n, coefficient) {
  a <- length(sd); s2 <- mean(sd^2); d <- estimate / sqrt(s2); df <- n - 1
  v <- d^2 / (2 * a^2 * s2^2) * sum(sd^4 / df) + sum(coefficient^2 * sd^2 / df) / s2
  j <- 1 - 3 / (4 * sum(df) - 1)
  j * (d + c(0, -1, 1) * qnorm(tail) * sqrt(v))
}

f_of <- function(test) {
  list(f = test$F[2], df1 = -test$Df[2], df2 = test$Res.Df[1], p = test$`Pr(>F)`[2])
}

sites <- read.csv("inputs/contrast_sites.csv")
pairs <- read.csv("inputs/contrast_pairs.csv")
rows <- list()
for (set in unique(sites$set)) {
  here <- sites[sites$set == set, ]
  here$place <- factor(here$site); here$time <- factor(here$wave)
  key <- function(f) tapply(here$value, list(here$site, here$wave), f)
  m <- key(mean); v <- key(var); n <- key(length)
  arm <- tapply(here$arm, here$site, max)
  share <- ifelse(arm == 1, 1 / sum(arm == 1), -1 / sum(arm == 0))
  coefficient <- c(-share, share)
  parts <- data.frame(coefficient, variance = c(v / n), df = c(n) - 1)
  change <- m[, 2] - m[, 1]
  estimate <- sum(share * change)
  whole <- lm(value ~ place * time, here)
  plain <- lm(value ~ place + time, here)
  test <- waldtest(whole, plain, vcov = function(x) vcovHC(x, type = "HC3"), test = "F")
  rows[[length(rows) + 1]] <- row_of(
    "plain", set, change, arm, parts, bonett(estimate, sqrt(c(v)), c(n), coefficient), f_of(test)
  )
  # Under weights, and with streets as sampling units within each cell.
  for (design in c("weighted", "streets")) {
    here$cell <- interaction(here$site, here$wave, drop = TRUE)
    ids <- if (design == "streets") ~street else ~1
    drawn <- svydesign(ids, strata = ~cell, weights = ~weight, data = here, nest = TRUE)
    one <- function(its_site, its_wave) {
      inside <- here$site == its_site & here$wave == its_wave
      found <- svymean(~value, drawn[inside, ])
      w <- here$weight[inside]; y <- here$value[inside]; k <- sum(inside)
      units <- if (design == "streets") length(unique(here$street[inside])) else k
      data.frame(
        site = its_site, wave = its_wave, mean = coef(found), variance = as.numeric(vcov(found)), df = units - 1,
        sd = sqrt(sum(w * (y - weighted.mean(y, w))^2) / sum(w) * k / (k - 1)),
        n = sum(w)^2 / sum(w^2)
      )
    }
    places <- sort(unique(here$site))
    cells <- rbind(
      do.call(rbind, lapply(places, one, 0)), do.call(rbind, lapply(places, one, 1))
    )
    change <- cells$mean[cells$wave == 1] - cells$mean[cells$wave == 0]
    parts <- data.frame(coefficient, variance = cells$variance, df = cells$df)
    s2 <- mean(cells$sd^2); d <- sum(share * change) / sqrt(s2); k <- nrow(cells)
    spread <- d^2 / (2 * k^2 * s2^2) * sum(cells$sd^4 / (cells$n - 1)) +
      sum(coefficient^2 * cells$variance * cells$n / (cells$n - 1)) / s2
    j <- 1 - 3 / (4 * sum(cells$n - 1) - 1)
    # The Wald statistic by matrices: every site's change against the first one's.
    differ <- cbind(-1, diag(length(places) - 1))
    moved <- diag(cells$variance[cells$wave == 0] + cells$variance[cells$wave == 1])
    wald <- t(differ %*% change) %*% solve(differ %*% moved %*% t(differ), differ %*% change)
    f <- as.numeric(wald) / nrow(differ)
    rows[[length(rows) + 1]] <- row_of(
      design, set, change, arm, parts, j * (d + c(0, -1, 1) * qnorm(tail) * sqrt(spread)),
      list(
        f = f, df1 = nrow(differ), df2 = sum(cells$df),
        p = pf(f, nrow(differ), sum(cells$df), lower.tail = FALSE)
      )
    )
  }
}
for (set in unique(pairs$set)) {
  here <- pairs[pairs$set == set, ]
  here$difference <- here$after - here$before
  arm <- tapply(here$arm, here$site, max)
  share <- ifelse(arm == 1, 1 / sum(arm == 1), -1 / sum(arm == 0))
  n <- tapply(here$difference, here$site, length)
  change <- tapply(here$difference, here$site, mean)
  v <- tapply(here$difference, here$site, var)
  v1 <- tapply(here$before, here$site, var); v2 <- tapply(here$after, here$site, var)
  both <- sapply(split(here, here$site), function(x) cov(x$before, x$after))
  s2 <- mean(c(v1, v2)); d <- sum(share * change) / sqrt(s2); a <- 2 * length(n)
  spread <- d^2 / (2 * a^2 * s2^2) * sum((v1^2 + v2^2 + 2 * both^2) / (n - 1)) +
    sum(share^2 * v / (n - 1)) / s2
  j <- 1 - 3 / (4 * sum(n - 1) - 1)
  whole <- lm(difference ~ factor(site), here)
  test <- waldtest(
    whole, lm(difference ~ 1, here), vcov = function(x) vcovHC(x, type = "HC3"), test = "F"
  )
  rows[[length(rows) + 1]] <- row_of(
    "pairs", set, change, arm, data.frame(coefficient = share, variance = v / n, df = n - 1),
    j * (d + c(0, -1, 1) * qnorm(tail) * sqrt(spread)), f_of(test)
  )
}

out <- file("contrast.csv", "w")
versions <- sapply(c("sandwich", "lmtest", "survey"), function(x) paste(x, packageVersion(x)))
writeLines(paste0("# ", R.version.string, ", ", paste(versions, collapse = ", ")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
