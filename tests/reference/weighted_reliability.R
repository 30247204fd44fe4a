# Alpha, its jackknife and the item statistics under weights, of every inputs/reliability_k*.csv by
# group, on complete rows, by R's survey; omega by lavaan from svyvar's matrix. The weight of row i
# of a file is .5 + (7 i mod 11) / 5. Writes weighted_reliability.csv.
# Run in this folder: Rscript weighted_reliability.R
suppressMessages({library(survey); library(lavaan); library(semTools)})

alpha_of <- function(S) nrow(S) / (nrow(S) - 1) * (1 - sum(diag(S)) / sum(S))

# Cov.wt's divisor cancels in alpha.
alpha_of_weights <- function(w, data) alpha_of(cov.wt(as.matrix(data), w)$cov)

long <- function(statistic, value, item = "") data.frame(statistic, item, value = unname(value))

omega_of <- function(S, n) {
  model <- paste("f =~", paste(colnames(S), collapse = " + "))
  fit <- suppressWarnings(cfa(model, sample.cov = S, sample.nobs = n, std.lv = TRUE))
  if (any(diag(lavInspect(fit, "est")$theta) < 0)) return(NA)
  unname(unlist(compRelSEM(fit, tau.eq = FALSE, obs.var = FALSE)))
}

# lavaan has a linearised (sandwich) standard error for survey weights.
omega_error <- function(items, w) {
  at <- seq_len(ncol(items))
  model <- paste(c(paste("f =~", paste0("l", at, "*", names(items), collapse = " + ")),
                   paste0(names(items), " ~~ t", at, "*", names(items)),
                   paste0("common := (", paste0("l", at, collapse = " + "), ")^2"),
                   paste0("omega := common / (common + ", paste0("t", at, collapse = " + "), ")")),
                 collapse = "\n")
  fit <- suppressWarnings(cfa(model, data = cbind(items, w = w), sampling.weights = "w",
                              estimator = "MLR", std.lv = TRUE))
  if (any(diag(lavInspect(fit, "est")$theta) < 0)) return(NA)
  found <- parameterEstimates(fit)
  found$se[found$label == "omega"]
}

group_rows <- function(input, group, items, w) {
  whole <- complete.cases(items)
  items <- items[whole, ]
  w <- w[whole]
  k <- ncol(items)
  design <- svydesign(~1, weights = ~w, data = cbind(items, w = w))
  S <- as.matrix(svyvar(as.formula(paste("~", paste(names(items), collapse = "+"))), design))
  S <- S[seq_len(k), seq_len(k)]
  replicates <- withReplicates(as.svrepdesign(design, type = "JK1"),
                               function(w, data) alpha_of_weights(w, data[names(items)]))
  rest <- sapply(seq_len(k), function(j) {
    sum(S[j, -j]) / sqrt(S[j, j] * sum(S[-j, -j]))
  })
  rows <- rbind(
    long("n", nrow(items)), long("n_effective", sum(w)^2 / sum(w^2)),
    long("alpha", alpha_of(S)), long("std_error", SE(replicates)),
    long("mean", coef(svymean(items, design)), seq_len(k)), long("sd", sqrt(diag(S)), seq_len(k)),
    long("item_rest", rest, seq_len(k)),
    long("floor", sapply(items, function(x) sum(w * (x == 1)) / sum(w)), seq_len(k))
  )
  if (k > 2) {
    deleted <- sapply(seq_len(k), function(j) alpha_of(S[-j, -j]))
    rows <- rbind(rows, long("alpha_if_deleted", deleted, seq_len(k)),
                  long("omega", omega_of(S, nrow(items))),
                  long("omega_std_error", omega_error(items, w)))
  }
  cbind(input, group, rows)
}

rows <- NULL
for (input in c("k2", "k3", "k4", "k5", "k7")) {
  data <- read.csv(paste0("inputs/reliability_", input, ".csv"))
  w <- 0.5 + (7 * seq_len(nrow(data))) %% 11 / 5
  for (group in unique(data$group)) {
    here <- data$group == group
    rows <- rbind(rows, group_rows(input, group, data[here, -1], w[here]))
  }
}
rows$value <- ifelse(is.na(rows$value), "", sprintf("%.17g", rows$value))

versions <- sapply(c("survey", "lavaan", "semTools"), function(p) paste(p, packageVersion(p)))
header <- c(paste("#", R.version.string), paste("#", paste(versions, collapse = " ")),
            "# Written by weighted_reliability.R. Means of items are of complete rows.")
writeLines(header, "weighted_reliability.csv")
suppressWarnings(write.table(rows, "weighted_reliability.csv", append = TRUE, sep = ",",
                             quote = FALSE, row.names = FALSE))
