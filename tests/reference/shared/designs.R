# Two waves compared by a sampling design: weighted means, placements, shares and tables, by the
# survey package. Differences are later minus earlier; `d` holds the respondents that count, with
# `value`, `later` (0 or 1), `weight`, `stratum` and `unit`.

suppressPackageStartupMessages(library(survey))

design_of <- function(d) {
  svydesign(ids = ~unit, strata = ~stratum, weights = ~weight, nest = TRUE, data = d)
}

# Strata of two waves: every wave of a site, but the site where a unit is in both of its waves, and
# over all sites one stratum (or one per wave) where a unit is in several sites.
strata_of <- function(site, later, unit, together = FALSE) {
  spans <- sapply(split(seq_along(site), site), function(i) {
    length(intersect(unit[i][later[i] == 0], unit[i][later[i] == 1])) > 0
  })
  strata <- ifelse(spans[as.character(site)], 10 * site, 10 * site + 1 + later)
  crossing <- any(tapply(site, unit, function(s) length(unique(s)) > 1))
  if (!together || !crossing) return(strata)
  if (length(intersect(unit[later == 0], unit[later == 1])) > 0) 0 * site else later
}

kish <- function(w) sum(w)^2 / sum(w^2)

# Hedges' g on the average SD, Bonett's (2008) interval with Kish's n; the variance of the means is
# that of the design, with its t quantile.
average_effect <- function(m, s, n, se, df, confidence) {
  z <- qnorm((1 + confidence) / 2)
  s2 <- mean(s^2)
  d <- (m[2] - m[1]) / sqrt(s2)
  ratio <- s^2 / s2
  of_means <- (qt((1 + confidence) / 2, df) / z * se)^2 / sum(s^2 / n) * sum(ratio / (n - 1))
  half <- z * sqrt(d^2 * sum(ratio^2 / (n - 1)) / 8 + of_means)
  j <- 1 - 3 / (4 * (sum(n) - 2) - 1)
  list(effect = j * d, effect_low = j * (d - half), effect_high = j * (d + half))
}

# One wave: unweighted n, weighted mean and SD.
wave_of <- function(d) {
  design <- design_of(d)
  list(n = nrow(d), mean = unname(coef(svymean(~value, design))),
       sd = unname(sqrt(coef(svyvar(~value, design)))), n_effective = kish(d$weight))
}

difference_of <- function(d, confidence) {
  fit <- svyglm(value ~ later, design_of(d))
  t <- svyttest(value ~ later, design_of(d))
  ends <- confint(fit, "later", level = confidence)
  from <- wave_of(d[d$later == 0, ])
  to <- wave_of(d[d$later == 1, ])
  se <- unname(SE(fit)["later"])
  c(
    list(
      n_from = from$n, n_to = to$n, mean_from = from$mean, mean_to = to$mean, sd_from = from$sd,
      sd_to = to$sd, n_effective_from = from$n_effective, n_effective_to = to$n_effective,
      estimate = unname(coef(fit)["later"]), std_error = se, statistic = unname(t$statistic),
      df = unname(t$parameter), p_value = unname(t$p.value), conf_low = ends[1], conf_high = ends[2]
    ),
    average_effect(c(from$mean, to$mean), c(from$sd, to$sd), c(from$n_effective, to$n_effective),
                   se, unname(t$parameter), confidence)
  )
}

# The weighted share of `others` below each of x, ties by half.
placement <- function(x, others, weight) {
  below <- outer(x, others, ">") + outer(x, others, "==") / 2
  as.vector(below %*% weight) / sum(weight)
}

# See design.R: placements taken for data have the influence function of the probability.
superiority_of <- function(d, confidence) {
  after <- d$later == 1
  d$placed <- NA
  d$placed[after] <- placement(d$value[after], d$value[!after], d$weight[!after])
  d$placed[!after] <- placement(d$value[!after], d$value[after], d$weight[after])
  theta <- weighted.mean(d$placed[after], d$weight[after])
  fit <- svyglm(placed ~ later, design_of(d))
  se <- unname(SE(fit)["later"])
  df <- fit$df.residual
  half <- qt((1 + confidence) / 2, df) * se / (theta * (1 - theta))
  list(
    p_superior = theta, statistic = (theta - 0.5) / se, df = df,
    p_value = 2 * pt(-abs(theta - 0.5) / se, df),
    p_superior_low = plogis(qlogis(theta) - half), p_superior_high = plogis(qlogis(theta) + half)
  )
}

# Newcombe's square-and-add with R's score interval on the effective n; `value` is 1 or 0. In points.
points_of <- function(d, confidence) {
  one <- function(d) {
    design <- design_of(d)
    m <- svymean(~value, design)
    low <- (1 - confidence) / 2
    p <- unname(coef(m))
    precise <- if (p == 0 || p == 1) kish(d$weight) else p * (1 - p) / as.numeric(vcov(m))
    n <- min(precise * (qt(low, nrow(d) - 1) / qt(low, degf(design)))^2, nrow(d))
    ends <- suppressWarnings(prop.test(p * n, n, conf.level = confidence, correct = FALSE)$conf.int)
    list(p = p, n = n, low = ends[1], high = ends[2])
  }
  from <- one(d[d$later == 0, ])
  to <- one(d[d$later == 1, ])
  both <- vcov(svyby(~value, ~later, design_of(d), svymean, covmat = TRUE))
  r <- if (any(diag(both) == 0)) 0 else cov2cor(both)[1, 2]
  side <- function(a, b) sqrt(a^2 + b^2 - 2 * r * a * b)
  change <- to$p - from$p
  list(
    pct_from = 100 * from$p, pct_to = 100 * to$p, pct_change = 100 * change,
    pct_low = 100 * (change - side(to$p - to$low, from$high - from$p)),
    pct_high = 100 * (change + side(to$high - to$p, from$p - from$low)),
    n_effective_from = from$n, n_effective_to = to$n
  )
}

table_of <- function(d) {
  t <- svychisq(~later + value, design_of(d), statistic = "F")
  list(statistic = unname(t$statistic), df = unname(t$parameter["ndf"]),
       df_error = unname(t$parameter["ddf"]), p_value = unname(t$p.value))
}

# A share has the interval of its points and the t test of its mean.
share_of <- function(d, confidence) {
  points <- points_of(d, confidence)
  t <- svyttest(value ~ later, design_of(d))
  test <- list(statistic = unname(t$statistic), df = unname(t$parameter),
               p_value = unname(t$p.value))
  c(points, test, list(
    estimate = points$pct_change, conf_low = points$pct_low, conf_high = points$pct_high,
    n_from = sum(d$later == 0), n_to = sum(d$later == 1)
  ))
}

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

# One line per number.
lines_of <- function(run, measure, category, site, numbers) {
  data.frame(run = run, measure = measure, category = category, site = site,
             quantity = names(numbers), value = exact(unlist(numbers)))
}

write_lines <- function(file, packages, rows) {
  versions <- sapply(packages, function(p) paste(p, packageVersion(p)))
  out <- base::file(file, "w")
  writeLines(paste(c(paste("#", R.version.string), versions), collapse = ", "), out)
  write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE, na = "")
  close(out)
}
