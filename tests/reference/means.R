# Welch and paired t-tests of the made-up answers, by R's own t.test.
# Differences are later minus earlier.

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

# The first value is taken off before the test and put back to the means: a subtraction that is
# exact for every set here, without which R loses digits on the set far from zero.
row_of <- function(test, set, before, after, confidence, paired) {
  origin <- before[1]
  b <- before - origin
  a <- after - origin
  t <- t.test(a, b, paired = paired, var.equal = FALSE, conf.level = confidence)
  estimate <- if (paired) mean(a - b) else mean(a) - mean(b)
  r <- if (paired && sd(a) > 0 && sd(b) > 0) cor(a, b) else NA
  data.frame(
    test = test, set = set, confidence = confidence,
    n_before = length(b), n_after = length(a),
    mean_before = exact(mean(b) + origin), mean_after = exact(mean(a) + origin),
    sd_before = exact(sd(b)), sd_after = exact(sd(a)),
    estimate = exact(estimate), std_error = exact(t$stderr), statistic = exact(t$statistic),
    df = exact(t$parameter), p_value = exact(t$p.value),
    conf_low = exact(t$conf.int[1]), conf_high = exact(t$conf.int[2]), correlation = exact(r)
  )
}

groups <- read.csv("inputs/means_groups.csv")
pairs <- read.csv("inputs/means_pairs.csv")
rows <- list()
for (confidence in c(0.90, 0.95, 0.99)) {
  for (set in unique(groups$set)) {
    here <- groups[groups$set == set, ]
    rows[[length(rows) + 1]] <- row_of(
      "welch", set, here$value[here$wave == 1], here$value[here$wave == 2], confidence, FALSE
    )
  }
  for (set in unique(pairs$set)) {
    here <- pairs[pairs$set == set, ]
    rows[[length(rows) + 1]] <- row_of(
      "paired", set, here$before, here$after, confidence, TRUE
    )
  }
}

out <- file("means.csv", "w")
writeLines(paste0("# ", R.version.string, ", stats ", packageVersion("stats")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
