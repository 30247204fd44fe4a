# Adjusted p-values by p.adjust; NA is a test that could not be done.

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

families <- list(
  four = c(0.01, 0.04, 0.03, 0.005),
  ties = c(0.02, 0.02, 0.5, 0.02, 0.5, 1),
  gaps = c(NA, 0.001, 0.2, NA, 0.04, 0.04, 0.9, NA),
  one = c(0.03),
  tiny = c(1e-120, 1e-12, 0.049, 1, 0, 0.3),
  twenty = (((1:20) * 7) %% 20 + 0.5)^2 / 450
)
methods <- c(
  holm = "holm", hochberg = "hochberg", bonferroni = "bonferroni", fdr_bh = "BH", fdr_by = "BY",
  none = "none"
)

rows <- list()
for (family in names(families)) {
  p <- families[[family]]
  for (method in names(methods)) {
    rows[[length(rows) + 1]] <- data.frame(
      family = family, method = method, position = seq_along(p), p_value = exact(p),
      p_adjusted = exact(p.adjust(p, methods[[method]]))
    )
  }
}

out <- file("multiplicity.csv", "w")
writeLines(paste0("# ", R.version.string, ", stats ", packageVersion("stats")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
