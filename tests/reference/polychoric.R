# Polychoric correlations, ordinal alpha and categorical omega of every inputs/reliability_*.csv with
# ordered answers, by group, on complete rows; and with weights that the row numbers make. Writes
# polychoric.csv. Run in this folder: Rscript polychoric.R
suppressMessages({library(psych); library(lavaan); library(semTools)})

long <- function(statistic, value, one = "", other = "") {
  data.frame(statistic, one, other, value = unname(value))
}

pairs <- function(statistic, r) {
  at <- which(lower.tri(r), arr.ind = TRUE)
  long(statistic, r[at], at[, 2], at[, 1])
}

# What an answer is worth: row 3 of every 5 counts double, row 4 half.
weights_of <- function(n) c(1, 1, 2, 0.5, 1)[(seq_len(n) - 1) %% 5 + 1]

# Green and Yang's coefficient of the sum of the answers; a loading beyond 1 has none. lavaan stops
# at a gradient that leaves six digits or so.
categorical_omega <- function(items, estimator) {
  model <- paste("f =~", paste(names(items), collapse = " + "))
  fit <- suppressWarnings(cfa(model, data = items, ordered = TRUE, std.lv = TRUE,
                              estimator = estimator))
  stopifnot(lavInspect(fit, "converged"))
  if (any(diag(lavInspect(fit, "est")$theta) < 0)) return(NA)
  unname(unlist(compRelSEM(fit, tau.eq = FALSE, obs.var = FALSE, ord.scale = TRUE)))
}

group_rows <- function(input, group, items) {
  items <- items[complete.cases(items), ]
  # Answers that nobody gave are closed up, without which psych cannot go on.
  items <- as.data.frame(lapply(items, function(x) as.integer(factor(x))))
  names(items) <- paste0("i", seq_along(items))
  by_psych <- polychoric(items, correct = 0, global = FALSE, progress = FALSE)$rho
  by_lavaan <- unclass(lavCor(items, ordered = TRUE, output = "cor"))
  weighted <- polychoric(items, correct = 0, global = FALSE, progress = FALSE,
                         weight = weights_of(nrow(items)))
  rows <- rbind(
    long("n", nrow(items)), pairs("r_psych", by_psych), pairs("r_lavaan", by_lavaan),
    pairs("r_weighted", weighted$rho),
    long("alpha_ordinal", suppressWarnings(alpha(by_lavaan, warnings = FALSE))$total$raw_alpha)
  )
  if (ncol(items) > 2) rows <- rbind(
    rows, long("omega_categorical", categorical_omega(items, "ULSMV")),
    long("omega_weighted_squares", categorical_omega(items, "WLSMV"))
  )
  cbind(input, group, rows)
}

rows <- NULL
for (input in c("k2", "k3", "k4", "k5", "k7")) {
  data <- read.csv(paste0("inputs/reliability_", input, ".csv"))
  for (group in unique(data$group)) {
    rows <- rbind(rows, group_rows(input, group, data[data$group == group, -1]))
  }
}
rows$value <- ifelse(is.na(rows$value), "", sprintf("%.17g", rows$value))

header <- c(paste("#", R.version.string),
            paste("# psych", packageVersion("psych"), "lavaan", packageVersion("lavaan"),
                  "semTools", packageVersion("semTools")),
            "# Written by polychoric.R. one and other are positions of items; empty: no value.")
writeLines(header, "polychoric.csv")
suppressWarnings(write.table(rows, "polychoric.csv", append = TRUE, sep = ",", quote = FALSE,
                             row.names = FALSE))
