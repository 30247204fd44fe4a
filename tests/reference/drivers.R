# What goes with a score inside cells (site by wave): slopes, R squared and how it is parted.
# Slopes come from lm, their errors from the whole matrices of CR2. Relative weights are computed from
# the data by a singular value decomposition, LMG from one lm per subset of the predictors.

suppressPackageStartupMessages({
  library(sandwich)
  library(survey)
})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
predictors <- c("foot", "dropin", "meeting", "school", "online", "rating")
k <- length(predictors)
all_rows <- read.csv("inputs/drivers_survey.csv")
all_rows$cell <- interaction(all_rows$site, all_rows$wave, drop = TRUE)

slope_row <- function(design, predictor, estimate, error, df, n) {
  half <- qt(0.975, df) * error
  data.frame(
    design, what = "slope", predictor, n, estimate = exact(estimate), std_error = exact(error),
    df = exact(df), p_value = exact(2 * pt(-abs(estimate / error), df)),
    conf_low = exact(estimate - half), conf_high = exact(estimate + half)
  )
}

value_row <- function(design, what, predictor, value, n, p_value = NA) {
  data.frame(
    design, what, predictor, n, estimate = exact(value), std_error = "", df = "",
    p_value = exact(p_value), conf_low = "", conf_high = ""
  )
}

# A symmetric matrix to the power -1/2, directions of size 0 left out.
inverse_root <- function(m) {
  e <- eigen((m + t(m)) / 2, symmetric = TRUE)
  keep <- e$values > 1e-10
  e$vectors[, keep, drop = FALSE] %*% diag(e$values[keep]^-0.5, sum(keep)) %*%
    t(e$vectors[, keep, drop = FALSE])
}

# CR2 of (weighted) least squares with errors of variance 1/w, and Satterthwaite's df.
cr2 <- function(fit, w, unit, name) {
  X <- model.matrix(fit) * sqrt(w)
  e <- residuals(fit) * sqrt(w)
  bread <- solve(crossprod(X))
  outside <- diag(nrow(X)) - X %*% bread %*% t(X)
  pick <- which(colnames(X) == name)
  parts <- sapply(unique(unit), function(g) {
    here <- which(unit == g)
    v <- inverse_root(outside[here, here, drop = FALSE]) %*% X[here, , drop = FALSE] %*% bread[, pick]
    c(sum(v * e[here]), outside[, here, drop = FALSE] %*% v)
  })
  P <- crossprod(parts[-1, ])
  list(std_error = sqrt(sum(parts[1, ]^2)), df = sum(diag(P))^2 / sum(P^2))
}

# Streets of one wave; `spanning` are the same streets in both waves of a site.
drawn <- function(design, data) {
  switch(design,
    weighted = svydesign(~1, strata = ~cell, weights = ~weight, data = data),
    streets = svydesign(~street, strata = ~cell, weights = ~weight, data = data, nest = TRUE),
    spanning = svydesign(~street, strata = ~site, weights = ~weight, data = data, nest = TRUE)
  )
}

rows <- list()
add <- function(row) rows[[length(rows) + 1]] <<- row
for (design in c("plain", "weighted", "streets", "spanning")) {
  for (x in predictors) {
    here <- all_rows[!is.na(all_rows[[x]]) & !is.na(all_rows$trust), ]
    formula <- as.formula(paste("trust ~", x, "+ factor(cell)"))
    here$w <- if (design == "plain") 1 else here$weight
    fit <- lm(formula, here, weights = w)
    unit <- switch(design,
      streets = paste(here$cell, here$street), spanning = paste(here$site, here$street),
      seq_len(nrow(here))
    )
    found <- cr2(fit, here$w, unit, x)
    if (design == "plain") {
      stopifnot(all.equal(found$std_error, sqrt(vcovHC(fit, type = "HC2")[x, x])))
    }
    error <- found$std_error
    df <- found$df
    add(slope_row(design, x, coef(fit)[x], error, df, nrow(here)))
  }
  here <- all_rows[complete.cases(all_rows[c(predictors, "trust")]), ]
  n <- nrow(here)
  here$w <- if (design == "plain") 1 else here$weight
  formula <- as.formula(paste("trust ~", paste(predictors, collapse = " + "), "+ factor(cell)"))
  if (design == "plain") {
    whole <- lm(formula, here)
    p_value <- anova(lm(trust ~ factor(cell), here), whole)$`Pr(>F)`[2]
  } else {
    survey <- drawn(design, here)
    whole <- svyglm(formula, survey)
    b <- coef(whole)[predictors]
    d <- degf(survey)
    wald <- sum(b * solve(vcov(whole)[predictors, predictors], b))
    p_value <- pf(wald * (d - k + 1) / (d * k), k, d - k + 1, lower.tail = FALSE)
    ordinary <- anova(lm(trust ~ factor(cell), here, weights = w), lm(formula, here, weights = w))
    p_value <- max(p_value, ordinary$`Pr(>F)`[2])
  }
  # Everything within cells, in standard deviations, each row times the root of its weight.
  left <- sapply(c(predictors, "trust"), function(v) {
    residuals(lm(as.formula(paste(v, "~ factor(cell)")), here, weights = w)) * sqrt(here$w)
  })
  z <- apply(left, 2, function(v) v / sqrt(sum(v^2)))
  x <- z[, predictors]
  y <- z[, "trust"]
  fit <- lm(y ~ x - 1)
  r2 <- 1 - sum(residuals(fit)^2)
  cells <- length(unique(here$cell))
  add(value_row(design, "r_squared", "", r2, n, p_value))
  add(value_row(design, "adjusted", "", 1 - (1 - r2) * (n - cells) / (n - cells - k), n))
  parts <- svd(x)
  stand_in <- parts$u %*% t(parts$v)
  lambda <- parts$v %*% diag(parts$d) %*% t(parts$v)
  johnson <- drop(lambda^2 %*% crossprod(stand_in, y)^2)
  explained <- function(set) if (length(set)) 1 - sum(residuals(lm(y ~ x[, set] - 1))^2) else 0
  for (j in 1:k) {
    add(value_row(design, "beta", predictors[j], coef(fit)[j], n))
    add(value_row(design, "johnson", predictors[j], johnson[j], n))
    others <- setdiff(1:k, j)
    total <- 0
    for (size in 0:(k - 1)) {
      sets <- if (size) combn(others, size, simplify = FALSE) else list(integer())
      gains <- sapply(sets, function(set) explained(c(set, j)) - explained(set))
      total <- total + mean(gains)
    }
    add(value_row(design, "lmg", predictors[j], total / k, n))
  }
}

out <- file("drivers.csv", "w")
versions <- sapply(c("sandwich", "survey"), function(x) paste(x, packageVersion(x)))
writeLines(paste0("# ", R.version.string, ", ", paste(versions, collapse = ", ")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
