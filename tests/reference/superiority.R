# P(later > earlier) with the Brunner-Munzel test, written from Brunner & Munzel (2000) by ranks,
# its interval on the logit scale, and permutation tests by full enumeration.
suppressPackageStartupMessages(library(coin))

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

brunner_munzel <- function(x, y) {
  n <- c(length(x), length(y))
  all <- rank(c(x, y))
  rx <- all[seq_along(x)]
  ry <- all[-seq_along(x)]
  s2 <- c(
    sum((rx - rank(x) - mean(rx) + (n[1] + 1) / 2)^2) / (n[1] - 1),
    sum((ry - rank(y) - mean(ry) + (n[2] + 1) / 2)^2) / (n[2] - 1)
  )
  p <- (mean(ry) - (n[2] + 1) / 2) / n[1]
  # Section 4 of the paper: variance of sqrt(N) times the estimate, and Satterthwaite's freedom.
  parts <- s2 / (n[1] * n[2])^2 * n
  se <- sqrt(sum(s2 * n) / (n[1] * n[2])^2)
  df <- sum(s2 / rev(n))^2 / sum((s2 / rev(n))^2 / (n - 1))
  list(p = p, se = se, df = df, t = (p - 0.5) / se)
}

welch <- function(x, y) {
  se2 <- var(x) / length(x) + var(y) / length(y)
  d <- mean(y) - mean(x)
  if (se2 < 1e-20) Inf else abs(d) / sqrt(se2)
}

munzel <- function(x, y) {
  b <- brunner_munzel(x, y)
  if (b$se < 1e-12) Inf else abs(b$t)
}

enumerated <- function(x, y, statistic) {
  pooled <- c(x, y)
  seen <- statistic(x, y)
  chosen <- combn(length(pooled), length(x))
  found <- apply(chosen, 2, function(i) statistic(pooled[i], pooled[-i]))
  mean(found >= seen * (1 - 1e-9))
}

items <- read.csv("inputs/items_waves.csv")
sets <- c("skew_100_100", "skew_90_60", "skew_40_15", "one_constant", "tiny", "tiny_unequal",
          "separated", "separated_down")
rows <- list()
for (set in sets) {
  x <- items$value[items$set == set & items$wave == 1]
  y <- items$value[items$set == set & items$wave == 2]
  b <- brunner_munzel(x, y)
  separated <- b$se < 1e-12
  small <- choose(length(x) + length(y), length(x)) < 5000
  for (confidence in c(0.90, 0.95, 0.99)) {
    half <- qt((1 + confidence) / 2, b$df) * b$se / (b$p * (1 - b$p))
    # Separated waves: the exact linear permutation test of the ranks, which is as extreme as can be.
    wave <- factor(rep(1:2, c(length(x), length(y))))
    ranks <- if (separated) {
      pvalue(wilcox_test(c(x, y) ~ wave, distribution = "exact", alternative =
        if (b$p == 1) "less" else "greater"))
    } else NA
    rows[[length(rows) + 1]] <- data.frame(
      set = set, confidence = confidence, p_superior = exact(b$p), std_error = exact(b$se),
      statistic = exact(if (separated) NA else b$t), df = exact(if (separated) NA else b$df),
      p_value = exact(if (separated) 2 * ranks else 2 * pt(-abs(b$t), b$df)),
      low = exact(if (separated) NA else plogis(qlogis(b$p) - half)),
      high = exact(if (separated) NA else plogis(qlogis(b$p) + half)),
      welch_exact = exact(if (small) enumerated(x, y, welch) else NA),
      munzel_exact = exact(if (small) enumerated(x, y, munzel) else NA)
    )
  }
}
out <- file("superiority.csv", "w")
writeLines(paste0("# ", R.version.string, ", coin ", packageVersion("coin")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
