# Alpha, its intervals and the item statistics of every inputs/reliability_*.csv, by group, on
# complete rows. Writes reliability.csv. Run in this folder: Rscript reliability.R
suppressMessages({library(psych); library(lavaan)})

stopifnot(all.equal(read.csv("inputs/reliability_attitude.csv")[-1], attitude))

# Standard error of alpha from the distribution-free covariance matrix of the covariances (lavaan's
# Gamma, divisor n) and the derivative of alpha by each of them.
adf_interval <- function(items) {
  n <- nrow(items); k <- ncol(items); S <- cov(items)
  alpha <- k / (k - 1) * (1 - sum(diag(S)) / sum(S))
  lower <- which(lower.tri(S, diag = TRUE), arr.ind = TRUE)
  on_diagonal <- lower[, 1] == lower[, 2]
  derivative <- k / (k - 1) * (ifelse(on_diagonal, 1, 2) * sum(diag(S)) / sum(S)^2 -
                               ifelse(on_diagonal, 1, 0) / sum(S))
  gamma <- lavaan:::lav_samplestats_Gamma(as.matrix(items))
  se <- sqrt(c(derivative %*% gamma %*% derivative) / (n - 1))
  c(adf_low = alpha - qnorm(.975) * se, adf_high = min(1, alpha + qnorm(.975) * se))
}

# The jackknife written out: alpha again without each respondent.
jackknife_interval <- function(items) {
  alpha <- function(d) { S <- cov(d); k <- ncol(d); k / (k - 1) * (1 - sum(diag(S)) / sum(S)) }
  n <- nrow(items); whole <- alpha(items)
  pseudo <- sapply(seq_len(n), function(i) n * whole - (n - 1) * alpha(items[-i, ]))
  half <- qt(.975, n - 1) * sd(pseudo) / sqrt(n)
  c(jackknife_low = whole - half, jackknife_high = min(1, whole + half))
}

whole_scale <- function(items) {
  a <- psych::alpha(items, warnings = FALSE)
  c(n = nrow(items), alpha = a$total$raw_alpha, inter_item_r = a$total$average_r,
    feldt_low = unname(unlist(a$feldt$lower.ci)), feldt_high = unname(unlist(a$feldt$upper.ci)),
    jackknife_interval(items), adf_interval(items))
}

two_items <- function(items) {
  test <- cor.test(items[[1]], items[[2]])
  c(r = unname(test$estimate), r_low = test$conf.int[1], r_high = test$conf.int[2],
    spearman_brown = 2 * unname(test$estimate) / (1 + unname(test$estimate)),
    spearman_brown_low = 2 * test$conf.int[1] / (1 + test$conf.int[1]),
    spearman_brown_high = 2 * test$conf.int[2] / (1 + test$conf.int[2]))
}

long <- function(values, item = "") {
  data.frame(statistic = names(values), item = item, value = unname(values))
}

by_item <- function(items) {
  a <- psych::alpha(items, warnings = FALSE)
  rows <- long(setNames(a$item.stats$r.drop, rep("item_rest", ncol(items))), seq_along(items))
  if (ncol(items) < 3) return(rows)
  deleted <- setNames(a$alpha.drop$raw_alpha, rep("alpha_if_deleted", ncol(items)))
  rbind(rows, long(deleted, seq_along(items)))
}

# These need no complete rows.
answers <- function(items) {
  share <- function(x, value) mean(x[!is.na(x)] == value)
  parts <- list(n_item = colSums(!is.na(items)), mean = colMeans(items, na.rm = TRUE),
                sd = sapply(items, sd, na.rm = TRUE), floor = sapply(items, share, 1),
                ceiling = sapply(items, share, 7), missing = colSums(is.na(items)))
  do.call(rbind, lapply(names(parts), function(name)
    long(setNames(parts[[name]], rep(name, ncol(items))), seq_along(items))))
}

group_rows <- function(input, group, items) {
  complete <- items[complete.cases(items), ]
  rows <- rbind(long(whole_scale(complete)), by_item(complete), answers(items))
  if (ncol(items) == 2) rows <- rbind(rows, long(two_items(complete)))
  cbind(input = input, group = group, rows)
}

rows <- NULL
for (input in c("k2", "k3", "k4", "k5", "k7", "attitude")) {
  data <- read.csv(paste0("inputs/reliability_", input, ".csv"))
  for (group in unique(data$group))
    rows <- rbind(rows, group_rows(input, group, data[data$group == group, -1]))
}
rows$value <- sprintf("%.17g", rows$value)

header <- c(paste("#", R.version.string),
            paste("# psych", packageVersion("psych"), "lavaan", packageVersion("lavaan")),
            "# Written by reliability.R. Intervals are 95%; item is the position of an item.")
writeLines(header, "reliability.csv")
suppressWarnings(write.table(rows, "reliability.csv", append = TRUE, sep = ",", quote = FALSE,
                             row.names = FALSE))
