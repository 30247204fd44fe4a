# Omega total of the one-factor model for every inputs/reliability_*.csv with three items or more, by
# group, on complete rows, with the robust standard error (estimator MLR) and the 95% interval on log
# odds that follows from it. Writes omega.csv.
# Run in this folder: Rscript omega.R
suppressMessages({library(lavaan); library(semTools)})

# omega as a defined parameter, so that lavaan gives its delta-method standard error.
model_text <- function(k) {
  at <- seq_len(k)
  paste(c(paste("f =~", paste0("l", at, "*item", at, collapse = " + ")),
          paste0("item", at, " ~~ t", at, "*item", at),
          paste0("common := (", paste0("l", at, collapse = " + "), ")^2"),
          paste0("unique := ", paste0("t", at, collapse = " + ")),
          "omega := common / (common + unique)"), collapse = "\n")
}

omega_rows <- function(input, group, items) {
  k <- ncol(items)
  names(items) <- paste0("item", seq_len(k))
  # A negative variance, which lavaan warns of, is what the row "heywood" records.
  fit <- suppressWarnings(cfa(model_text(k), data = items, estimator = "MLR", std.lv = TRUE))
  stopifnot(lavInspect(fit, "converged"))
  heywood <- any(diag(lavInspect(fit, "est")$theta) < 0)
  if (heywood) return(data.frame(input, group, statistic = "heywood", item = "", value = 1))
  defined <- parameterEstimates(fit)
  defined <- defined[defined$label == "omega", ]
  n <- nrow(items)
  half <- qt(0.975, n - 1) * sqrt(n / (n - k)) * defined$se / (defined$est * (1 - defined$est))
  rows <- rbind(
    data.frame(statistic = c("conf_low", "conf_high"), item = "",
               value = plogis(qlogis(defined$est) + c(-half, half))),
    data.frame(statistic = "n", item = "", value = nrow(items)),
    data.frame(statistic = c("omega", "std_error"), item = "",
               value = c(defined$est, defined$se)),
    data.frame(statistic = "omega_semtools", item = "",
               value = unname(unlist(compRelSEM(fit, tau.eq = FALSE, obs.var = FALSE)))),
    data.frame(statistic = "loading", item = seq_len(k),
               value = unname(lavInspect(fit, "std")$lambda[, 1])),
    data.frame(statistic = "uniqueness", item = seq_len(k),
               value = unname(diag(lavInspect(fit, "std")$theta))))
  cbind(input = input, group = group, rows)
}

rows <- NULL
for (input in c("k3", "k4", "k5", "k7", "attitude")) {
  data <- read.csv(paste0("inputs/reliability_", input, ".csv"))
  for (group in unique(data$group)) {
    items <- data[data$group == group, -1]
    rows <- rbind(rows, omega_rows(input, group, items[complete.cases(items), ]))
  }
}
rows$value <- sprintf("%.17g", rows$value)

header <- c(paste("#", R.version.string),
            paste("# lavaan", packageVersion("lavaan"), "semTools", packageVersion("semTools")),
            "# Written by omega.R. Loadings and uniquenesses are standardised.")
writeLines(header, "omega.csv")
suppressWarnings(write.table(rows, "omega.csv", append = TRUE, sep = ",", quote = FALSE,
                             row.names = FALSE))
