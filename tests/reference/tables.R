# Tables of waves by answers: chi-square, Fisher's exact test, bias-corrected V, simultaneous
# category changes, multiple response by eigenvalues, and tests over ordered answers and waves.
suppressPackageStartupMessages({library(coin); library(effectsize)})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", as.numeric(x)))
rows <- list()
add <- function(set, quantity, value, category = "") {
  rows[[length(rows) + 1]] <<- data.frame(
    set = set, quantity = quantity, category = category, value = exact(value)
  )
}

wilson <- function(x, n, level) prop.test(x, n, correct = FALSE, conf.level = level)$conf.int

changes <- function(set, cells) {
  n <- rowSums(cells)
  level <- 1 - 0.05 / (if (ncol(cells) == 2) 1 else ncol(cells))
  p <- numeric(ncol(cells))
  for (k in seq_len(ncol(cells))) {
    x <- cells[, k]
    share <- x / n
    one <- wilson(x[1], n[1], level)
    two <- wilson(x[2], n[2], level)
    d <- share[2] - share[1]
    add(set, "change", d, colnames(cells)[k])
    add(set, "change_low", d - sqrt((share[2] - two[1])^2 + (one[2] - share[1])^2),
        colnames(cells)[k])
    add(set, "change_high", d + sqrt((two[2] - share[2])^2 + (share[1] - one[1])^2),
        colnames(cells)[k])
    total <- sum(n)
    two_by_two <- cbind(x, n - x)
    if (min(outer(n, colSums(two_by_two)) / total) < 1) {
      p[k] <- fisher.test(two_by_two)$p.value -
        dhyper(x[1], sum(x), total - sum(x), n[1]) / 2
    } else {
      chi <- suppressWarnings(prop.test(x, n, correct = FALSE)$statistic) * (total - 1) / total
      p[k] <- pchisq(chi, 1, lower.tail = FALSE)
    }
  }
  adjusted <- if (ncol(cells) == 2) p else p.adjust(p, "holm")
  for (k in seq_along(p)) add(set, "change_p", adjusted[k], colnames(cells)[k])
}

items <- read.csv("inputs/items_waves.csv")
for (set in unique(items$set)) {
  here <- items[items$set == set, ]
  cells <- unclass(table(here$wave, here$value))
  test <- suppressWarnings(chisq.test(cells, correct = FALSE))
  add(set, "statistic", test$statistic)
  add(set, "df", test$parameter)
  add(set, "p_value", test$p.value)
  add(set, "cramer_v", suppressWarnings(
    cramers_v(as.table(cells), adjust = TRUE, ci = NULL)[[1]]
  ))
  rule <- all(test$expected >= 1) && mean(test$expected >= 5) >= 0.8
  add(set, "large_enough", as.numeric(rule))
  if (!rule && sum(cells) <= 60) add(set, "fisher", fisher.test(cells, workspace = 2e7)$p.value)
  kw <- kruskal.test(here$value, here$wave)
  add(set, "kruskal", kw$statistic)
  add(set, "kruskal_df", kw$parameter)
  add(set, "kruskal_p", kw$p.value)
  # Jonckheere and Terpstra's count of ordered pairs is Kendall's between wave and answer; the
  # variance of Kendall's under ties in both is that of Hollander & Wolfe (1999), eq. 6.19.
  jt <- cor.test(here$wave, here$value, method = "kendall", exact = FALSE)
  add(set, "jonckheere", jt$statistic)
  add(set, "jonckheere_p", jt$p.value)
  times <- c(0, 9, 17, 29)[seq_len(nrow(cells))]
  trend <- lbl_test(as.table(cells), scores = list(
    Var1 = times, Var2 = as.numeric(colnames(cells))
  ))
  add(set, "linear", statistic(trend, "test"))
  add(set, "linear_p", pvalue(trend))
  if (ncol(cells) == 2) {
    armitage <- suppressWarnings(prop.trend.test(cells[, 2], rowSums(cells), score = times))
    add(set, "armitage", armitage$statistic)
  }
  if (nrow(cells) == 2) changes(set, cells)
}

# All ways to give the answers of the smallest set to its waves: mean and variance of the number of
# ordered pairs, without any formula.
here <- items[items$set == "four_tiny", ]
arrangements <- function(labels) {
  if (length(unique(labels)) == 1) return(matrix(labels, 1))
  do.call(rbind, lapply(unique(labels), function(first) {
    cbind(first, arrangements(labels[-match(first, labels)]))
  }))
}
pairs <- function(wave, value) {
  later <- outer(wave, wave, "<")
  higher <- outer(value, value, "<") + 0.5 * outer(value, value, "==")
  sum(later * higher)
}
every <- apply(arrangements(here$wave), 1, pairs, value = here$value)
add("four_tiny", "pairs", pairs(here$wave, here$value))
add("four_tiny", "pairs_mean", mean(every))
add("four_tiny", "pairs_variance", mean((every - mean(every))^2))

boxes <- read.csv("inputs/items_boxes.csv")
for (set in unique(boxes$set)) {
  here <- boxes[boxes$set == set, ]
  ticked <- as.matrix(here[, -(1:2)])
  ticked <- ticked[, apply(ticked, 2, var) > 0, drop = FALSE]
  chi <- sum(apply(ticked, 2, function(box) {
    suppressWarnings(chisq.test(table(here$wave, box), correct = FALSE)$statistic)
  }))
  values <- eigen(cor(ticked), symmetric = TRUE)$values
  df <- sum(values)^2 / sum(values^2)
  corrected <- chi * sum(values) / sum(values^2)
  add(set, "boxes", ncol(ticked))
  add(set, "boxes_statistic", corrected)
  add(set, "boxes_df", df)
  add(set, "boxes_p", pchisq(corrected, df, lower.tail = FALSE))
}

out <- file("tables.csv", "w")
writeLines(paste0("# ", R.version.string, ", coin ", packageVersion("coin"), ", effectsize ",
                  packageVersion("effectsize")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
