# Shares: Wilson's intervals and the chi-square by R's prop.test, Newcombe's interval from Wilson's
# ends (his method 10), Fisher's mid-p from fisher.test less half the point probability.

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
shares <- read.csv("inputs/items_shares.csv")
rows <- list()
for (i in seq_len(nrow(shares))) {
  s <- shares[i, ]
  for (confidence in c(0.90, 0.95, 0.995)) {
    one <- prop.test(s$before, s$n_before, correct = FALSE, conf.level = confidence)$conf.int
    two <- prop.test(s$after, s$n_after, correct = FALSE, conf.level = confidence)$conf.int
    p <- c(s$before / s$n_before, s$after / s$n_after)
    d <- p[2] - p[1]
    n <- s$n_before + s$n_after
    events <- s$before + s$after
    both <- suppressWarnings(prop.test(
      c(s$after, s$before), c(s$n_after, s$n_before), correct = FALSE
    ))
    chi <- unname(both$statistic) * (n - 1) / n
    cells <- matrix(c(s$after, s$n_after - s$after, s$before, s$n_before - s$before), 2)
    point <- dhyper(s$after, events, n - events, s$n_after)
    degenerate <- events == 0 || events == n
    least <- min(outer(rowSums(cells), colSums(cells)) / n)
    mid <- if (degenerate) 1 else fisher.test(cells)$p.value - point / 2
    sparse <- least < 1
    rows[[length(rows) + 1]] <- data.frame(
      confidence = confidence, before = s$before, n_before = s$n_before, after = s$after,
      n_after = s$n_after, low_before = exact(one[1]), high_before = exact(one[2]),
      estimate = exact(d),
      conf_low = exact(d - sqrt((p[2] - two[1])^2 + (one[2] - p[1])^2)),
      conf_high = exact(d + sqrt((two[2] - p[2])^2 + (p[1] - one[1])^2)),
      sparse = as.integer(sparse), statistic = exact(if (sparse) NA else chi),
      p_value = exact(if (sparse) mid else pchisq(chi, 1, lower.tail = FALSE)),
      mid_p = exact(mid)
    )
  }
}
out <- file("proportions.csv", "w")
writeLines(paste0("# ", R.version.string, ", stats ", packageVersion("stats")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
