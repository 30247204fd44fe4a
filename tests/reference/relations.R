# Correlations of made-up answers within cells.
# r and p come from the residuals of lm on the cells (cor.test, with its degrees of freedom put
# right by hand), intervals from psych::r.con, weighted ones from survey::svymean of products and svycontrast,
# partial correlations from psych::partial.r, reliabilities from psych::alpha, the correction from
# psych::correct.cor.

suppressPackageStartupMessages({
  library(psych)
  library(survey)
})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
people <- read.csv("inputs/relations_people.csv")
people$cell <- factor(people$cell)
half_rule <- function(x, fewest) ifelse(rowSums(!is.na(x)) >= fewest, rowMeans(x, na.rm = TRUE), NA)
people$a <- half_rule(people[c("a1", "a2", "a3", "a4")], 2)
people$b <- half_rule(people[c("b1", "b2")], 2)
measures <- c("a", "b", "single")
rows <- list()
add <- function(quantity, first, second, n = NA, r = NA, low = NA, high = NA, p = NA, df = NA) {
  rows[[length(rows) + 1]] <<- data.frame(
    quantity, first, second, n, r = exact(r), low = exact(low), high = exact(high), p = exact(p),
    df = exact(df)
  )
}

# What is left of values when each cell has its own mean.
within <- function(data, columns, weights = NULL) {
  sapply(columns, function(one) {
    y <- data[[one]]
    if (is.null(weights)) resid(lm(y ~ data$cell)) else resid(lm(y ~ data$cell, weights = weights))
  })
}
test_of <- function(left, n, cells) {
  found <- cor.test(left[, 1], left[, 2])
  # cor.test counts n - 2 degrees of freedom; every cell beyond the first costs one more.
  df <- unname(found$parameter) - (cells - 1)
  r <- unname(found$estimate)
  t <- r * sqrt(df / (1 - r^2))
  list(r = r, df = df, p = 2 * pt(-abs(t), df), ends = r.con(r, n - (cells - 1), p = .95))
}

pairs <- list(c("a", "b"), c("a", "single"), c("b", "single"))
for (pair in pairs) {
  here <- na.omit(people[c("cell", "weight", "street", pair)])
  cells <- nlevels(droplevels(here$cell)); n <- nrow(here)
  found <- test_of(within(here, pair), n, cells)
  add("pearson", pair[1], pair[2], n, found$r, found$ends[1], found$ends[2], found$p, found$df)

  ranked <- here
  for (one in pair) {
    ranked[[one]] <- ave(here[[one]], here$cell, FUN = function(v) (rank(v) - 0.5) / length(v))
  }
  found <- test_of(within(ranked, pair), n, cells)
  # Bonett & Wright (2000), equation 2, with n less the cells beyond the first.
  error <- sqrt((1 + found$r^2 / 2) / (n - (cells - 1) - 3))
  ends <- fisherz2r(fisherz(found$r) + c(-1, 1) * qnorm(.975) * error)
  add("spearman", pair[1], pair[2], n, found$r, ends[1], ends[2], found$p, found$df)

  for (design in c("weighted", "streets")) {
    left <- as.data.frame(within(here, pair, here$weight))
    names(left) <- c("x", "y")
    left <- cbind(left, here[c("cell", "weight", "street")])
    ids <- if (design == "streets") ~street else ~1
    drawn <- svydesign(ids, strata = ~cell, weights = ~weight, data = left, nest = TRUE)
    drawn <- update(drawn, xx = x * x, xy = x * y, yy = y * y)
    r <- svycontrast(svymean(~ xx + xy + yy, drawn), quote(xy / sqrt(xx * yy)))
    spread <- as.matrix(svyvar(~ x + y, drawn))
    stopifnot(abs(coef(r) - spread[1, 2] / sqrt(spread[1, 1] * spread[2, 2])) < 1e-12)
    z <- fisherz(coef(r)); error <- SE(r) / (1 - coef(r)^2); df <- degf(drawn)
    ends <- fisherz2r(z + c(-1, 1) * qt(.975, df) * error)
    add(design, pair[1], pair[2], n, coef(r), ends[1], ends[2], 2 * pt(-abs(z / error), df), df)
  }
}

whole <- na.omit(people[c("cell", "weight", measures)])
left <- within(whole, measures)
partial <- partial.r(cor(left))
for (pair in pairs) add("partial", pair[1], pair[2], nrow(whole), partial[pair[1], pair[2]])
weighted <- cov.wt(within(whole, measures, whole$weight), whole$weight, cor = TRUE)$cor
for (pair in pairs) {
  add("partial_weighted", pair[1], pair[2], nrow(whole), partial.r(weighted)[pair[1], pair[2]])
}
add("first_factor", "", "", nrow(whole), eigen(cor(left))$values[1] / 3)

scale_of <- list(a = c("a1", "a2", "a3", "a4"), b = c("b1", "b2"))
reliability <- sapply(names(scale_of), function(one) {
  complete <- na.omit(people[c("cell", scale_of[[one]])])
  residuals <- within(complete, scale_of[[one]])
  if (one == "a") return(suppressWarnings(alpha(residuals)$total$raw_alpha))
  r <- cor(residuals)[1, 2]; 2 * r / (1 + r)
})
add("reliability", "a", "", r = reliability[["a"]])
add("reliability", "b", "", r = reliability[["b"]])
here <- na.omit(people[c("cell", "a", "b")])
r <- cor(within(here, c("a", "b")))
add("corrected", "a", "b", r = correct.cor(r, reliability)[1, 2])
items <- na.omit(people[c("cell", unlist(scale_of))])
shares <- eigen(cor(within(items, unlist(scale_of))))$values
add("first_factor_items", "", "", nrow(items), shares[1] / length(shares))

out <- file("relations.csv", "w")
versions <- sapply(c("psych", "survey"), function(x) paste(x, packageVersion(x)))
writeLines(paste0("# ", R.version.string, ", ", paste(versions, collapse = ", ")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE, na = "")
close(out)
