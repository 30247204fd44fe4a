# Two waves in which some, all or none of the respondents are the same, unweighted. `before` and
# `after` have an entry per person, NA in a wave without an answer.

suppressPackageStartupMessages(library(coin))

hedges <- function(d, variance, df, confidence) {
  half <- qnorm((1 + confidence) / 2) * sqrt(variance)
  j <- 1 - 3 / (4 * df - 1)
  list(effect = j * d, effect_low = j * (d - half), effect_high = j * (d + half))
}

means_of <- function(x1, x2) {
  list(n_from = length(x1), n_to = length(x2), mean_from = mean(x1), mean_to = mean(x2),
       sd_from = sd(x1), sd_to = sd(x2))
}

of_t <- function(t, estimate) {
  list(estimate = estimate, std_error = t$stderr, statistic = unname(t$statistic),
       df = unname(t$parameter), p_value = t$p.value, conf_low = t$conf.int[1],
       conf_high = t$conf.int[2])
}

# Bonett's (2008) variances of the difference over the average SD: of pairs, of independent waves.
paired_mean <- function(before, after, confidence) {
  both <- !is.na(before) & !is.na(after)
  x1 <- before[both]
  x2 <- after[both]
  s2 <- (var(x1) + var(x2)) / 2
  d <- mean(x2 - x1) / sqrt(s2)
  df <- length(x1) - 1
  spread <- (var(x1)^2 + var(x2)^2 + 2 * cov(x1, x2)^2) / s2^2
  c(means_of(x1, x2), of_t(t.test(x2, x1, paired = TRUE, conf.level = confidence), mean(x2 - x1)),
    hedges(d, d^2 * spread / (8 * df) + var(x2 - x1) / s2 / df, df, confidence))
}

independent_mean <- function(before, after, confidence) {
  x1 <- before[!is.na(before)]
  x2 <- after[!is.na(after)]
  s2 <- (var(x1) + var(x2)) / 2
  d <- (mean(x2) - mean(x1)) / sqrt(s2)
  df <- c(length(x1), length(x2)) - 1
  v <- c(var(x1), var(x2)) / s2
  c(means_of(x1, x2), of_t(t.test(x2, x1, conf.level = confidence), mean(x2) - mean(x1)),
    hedges(d, d^2 * sum(v^2 / df) / 8 + sum(v / df), sum(df), confidence))
}

# Derrick, Toher & White (2017), unequal variances; as in linked.R, where it is held to its limits.
overlapping_mean <- function(before, after, confidence) {
  both <- !is.na(before) & !is.na(after)
  x1 <- before[!is.na(before)]
  x2 <- after[!is.na(after)]
  n1 <- length(x1)
  n2 <- length(x2)
  nc <- sum(both)
  r <- cor(before[both], after[both])
  v1 <- var(x1)
  v2 <- var(x2)
  cov <- r * sqrt(v1 * v2)
  se <- sqrt(v1 / n1 + v2 / n2 - 2 * cov * nc / (n1 * n2))
  gamma <- (v1 / n1 + v2 / n2)^2 / ((v1 / n1)^2 / (n1 - 1) + (v2 / n2)^2 / (n2 - 1))
  df <- (nc - 1) + (gamma - nc + 1) / (n1 + n2) * (n1 + n2 - 2 * nc)
  estimate <- mean(x2) - mean(x1)
  half <- qt((1 + confidence) / 2, df) * se
  s2 <- (v1 + v2) / 2
  d <- estimate / sqrt(s2)
  factor <- nc / sqrt(n1 * n2 * (n1 - 1) * (n2 - 1))
  variance <- d^2 / (8 * s2^2) * (v1^2 / (n1 - 1) + v2^2 / (n2 - 1) + 2 * cov^2 * factor) +
    (v1 / (n1 - 1) + v2 / (n2 - 1) - 2 * cov * factor) / s2
  share <- 2 * nc / (n1 + n2)
  c(means_of(x1, x2), list(
    estimate = estimate, std_error = se, statistic = estimate / se, df = df,
    p_value = 2 * pt(-abs(estimate / se), df), conf_low = estimate - half,
    conf_high = estimate + half
  ), hedges(d, variance, share * (nc - 1) + (1 - share) * (n1 + n2 - 2), confidence))
}

wilson <- function(x, n, confidence) {
  suppressWarnings(prop.test(x, n, conf.level = confidence, correct = FALSE)$conf.int)
}

square_and_add <- function(to, to_ci, from, from_ci, r) {
  side <- function(a, b) sqrt(a^2 - 2 * r * a * b + b^2)
  c(to - from - side(to - to_ci[1], from_ci[2] - from),
    to - from + side(to_ci[2] - to, from - from_ci[1]))
}

# Pratt's signed ranks; up to 25 moves, all ways in which they could have gone. More up than down.
signed_ranks <- function(before, after, confidence) {
  both <- !is.na(before) & !is.na(after)
  moved <- round(after - before, 9)[both]
  nothing <- 0 * moved
  up <- sum(moved > 0)
  down <- sum(moved < 0)
  n <- length(moved)
  z <- wilcoxsign_test(moved ~ nothing, zero.method = "Pratt")
  p <- if (up + down > 25) pvalue(z) else {
    pvalue(wilcoxsign_test(moved ~ nothing, zero.method = "Pratt", distribution = "exact"))
  }
  r <- if (up + down == n) -1 else -sqrt(up * down / ((n - up) * (n - down)))
  ends <- square_and_add(up / n, wilson(up, n, confidence), down / n, wilson(down, n, confidence), r)
  list(statistic = as.numeric(statistic(z)), p_value = as.numeric(p),
       p_superior = (1 + (up - down) / n) / 2, p_superior_low = (1 + ends[1]) / 2,
       p_superior_high = (1 + ends[2]) / 2)
}

# Brunner & Munzel (2000) by ranks, its interval on the logit scale; as in superiority.R.
brunner_munzel <- function(before, after, confidence) {
  x <- before[!is.na(before)]
  y <- after[!is.na(after)]
  n <- c(length(x), length(y))
  all <- rank(c(x, y))
  rx <- all[seq_along(x)]
  ry <- all[-seq_along(x)]
  s2 <- c(sum((rx - rank(x) - mean(rx) + (n[1] + 1) / 2)^2) / (n[1] - 1),
          sum((ry - rank(y) - mean(ry) + (n[2] + 1) / 2)^2) / (n[2] - 1))
  p <- (mean(ry) - (n[2] + 1) / 2) / n[1]
  se <- sqrt(sum(s2 * n)) / prod(n)
  df <- sum(s2 / rev(n))^2 / sum((s2 / rev(n))^2 / (n - 1))
  half <- qt((1 + confidence) / 2, df) * se / (p * (1 - p))
  list(p_superior = p, statistic = (p - 0.5) / se, df = df,
       p_value = 2 * pt(-abs(p - 0.5) / se, df),
       p_superior_low = plogis(qlogis(p) - half), p_superior_high = plogis(qlogis(p) + half))
}

points <- function(from, to, ends) {
  list(pct_from = 100 * from, pct_to = 100 * to, pct_change = 100 * (to - from),
       pct_low = 100 * ends[1], pct_high = 100 * ends[2])
}

# Newcombe (1998), method 10 of both papers; yes is 1. McNemar's mid-p; the N-1 chi-square.
paired_share <- function(before, after, confidence) {
  both <- !is.na(before) & !is.na(after)
  t <- table(factor(before[both], 0:1), factor(after[both], 0:1))
  t <- matrix(as.numeric(t), 2)
  n <- sum(t)
  from <- sum(t[2, ]) / n
  to <- sum(t[, 2]) / n
  product <- prod(rowSums(t)) * prod(colSums(t))
  excess <- t[1, 1] * t[2, 2] - t[1, 2] * t[2, 1]
  if (excess > 0) excess <- max(excess - n / 2, 0)
  phi <- if (product == 0) 0 else excess / sqrt(product)
  ends <- square_and_add(to, wilson(to * n, n, confidence), from, wilson(from * n, n, confidence), phi)
  few <- min(t[1, 2], t[2, 1])
  changed <- t[1, 2] + t[2, 1]
  p <- 2 * (pbinom(few, changed, 0.5) - dbinom(few, changed, 0.5) / 2)
  c(points(from, to, ends), list(p_value = p, n_from = n, n_to = n))
}

independent_share <- function(before, after, confidence) {
  x <- c(sum(before, na.rm = TRUE), sum(after, na.rm = TRUE))
  n <- c(sum(!is.na(before)), sum(!is.na(after)))
  p <- x / n
  ends <- square_and_add(p[2], wilson(x[2], n[2], confidence), p[1], wilson(x[1], n[1], confidence), 0)
  t <- rbind(x, n - x)
  stopifnot(chisq.test(t)$expected >= 1)
  statistic <- unname(chisq.test(t, correct = FALSE)$statistic) * (sum(n) - 1) / sum(n)
  c(points(p[1], p[2], ends), list(
    statistic = statistic, df = 1, p_value = pchisq(statistic, 1, lower.tail = FALSE),
    n_from = n[1], n_to = n[2]
  ))
}

# Means of 0 and 100 are shares in percent.
share_by_means <- function(mean_of, before, after, confidence) {
  t <- mean_of(100 * before, 100 * after, confidence)
  c(list(pct_from = t$mean_from, pct_to = t$mean_to, pct_change = t$estimate,
         pct_low = t$conf_low, pct_high = t$conf_high),
    t[c("n_from", "n_to", "std_error", "statistic", "df", "p_value")])
}

homogeneity <- function(before, after) {
  both <- !is.na(before) & !is.na(after)
  codes <- sort(unique(c(before[both], after[both])))
  h <- mh_test(table(factor(before[both], codes), factor(after[both], codes)))
  list(statistic = as.numeric(statistic(h)), df = h@statistic@df, p_value = as.numeric(pvalue(h)),
       n_from = sum(both), n_to = sum(both))
}

# Pearson's chi-square; Cramer's V corrected for bias (Bergsma 2013).
independent_table <- function(before, after) {
  t <- table(c(0 * before, 0 * after + 1), c(before, after))
  test <- chisq.test(t, correct = FALSE)
  stopifnot(test$expected >= 5)
  n <- sum(t)
  size <- dim(t) - (dim(t) - 1)^2 / (n - 1)
  phi2 <- max(0, test$statistic / n - prod(dim(t) - 1) / (n - 1))
  list(statistic = unname(test$statistic), df = unname(test$parameter), p_value = test$p.value,
       effect = sqrt(phi2 / (min(size) - 1)), n_from = sum(t[1, ]), n_to = sum(t[2, ]))
}
