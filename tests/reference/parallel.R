# Eigenvalues beside those of shuffled items, and the fit of one factor, of every
# inputs/reliability_*.csv by group, on complete rows. Writes parallel.csv.
# Run in this folder: Rscript parallel.R
suppressMessages(library(lavaan))
set.seed(20180501)

long <- function(statistic, value, item = "") data.frame(statistic, item, value = unname(value))

# Written out: shuffle each item by itself, take the eigenvalues, again and again.
shuffled <- function(items, times = 4000) {
  one <- function(i) eigen(cor(apply(items, 2, sample)), only.values = TRUE)$values
  apply(sapply(seq_len(times), one), 1, quantile, 0.95)
}

one_factor <- function(items) {
  model <- paste("f =~", paste(names(items), collapse = " + "))
  fit <- suppressWarnings(cfa(model, data = items, std.lv = TRUE, estimator = "MLM"))
  stopifnot(lavInspect(fit, "converged"))
  if (any(diag(lavInspect(fit, "est")$theta) < 0)) return(long("heywood", 1))
  wanted <- c("chisq.scaled", "df", "pvalue.scaled", "chisq.scaling.factor", "cfi.robust",
              "rmsea.robust", "rmsea.ci.lower.robust", "rmsea.ci.upper.robust", "srmr")
  long(wanted, fitMeasures(fit)[wanted])
}

group_rows <- function(input, group, items) {
  items <- items[complete.cases(items), ]
  k <- ncol(items)
  rows <- rbind(
    long("n", nrow(items)),
    long("eigenvalue", eigen(cor(items), only.values = TRUE)$values, seq_len(k)),
    long("reference", shuffled(items), seq_len(k))
  )
  if (k > 3) rows <- rbind(rows, one_factor(items))
  cbind(input, group, rows)
}

rows <- NULL
for (input in c("k2", "k3", "k4", "k5", "k7", "attitude")) {
  data <- read.csv(paste0("inputs/reliability_", input, ".csv"))
  for (group in unique(data$group)) {
    rows <- rbind(rows, group_rows(input, group, data[data$group == group, -1]))
  }
}
rows$value <- sprintf("%.17g", rows$value)

header <- c(paste("#", R.version.string), paste("# lavaan", packageVersion("lavaan")),
            "# Written by parallel.R. reference is of 4,000 shuffles, so it has two digits or so.")
writeLines(header, "parallel.csv")
suppressWarnings(write.table(rows, "parallel.csv", append = TRUE, sep = ",", quote = FALSE,
                             row.names = FALSE))
