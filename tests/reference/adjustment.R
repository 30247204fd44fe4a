# Differences between two waves, adjusted for covariates: lm with the variances of sandwich, CR2
# with Satterthwaite's degrees of freedom by its matrices, and g-computation. And standardised
# differences of what people are, by their formulas. Differences are later minus earlier.

suppressMessages({library(sandwich); library(lmtest); library(survey)})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

# Symmetric matrix to a power, directions of size 0 left out.
power <- function(m, exponent) {
  e <- eigen((m + t(m)) / 2, symmetric = TRUE)
  keep <- e$values > 1e-10
  e$vectors[, keep, drop = FALSE] %*% diag(e$values[keep]^exponent, sum(keep)) %*%
    t(e$vectors[, keep, drop = FALSE])
}

# CR2 of weighted least squares with errors of variance 1/w, through the whole n x n matrices.
cr2 <- function(fit, cluster) {
  w <- if (is.null(weights(fit))) rep(1, nobs(fit)) else weights(fit)
  X <- model.matrix(fit)[, !is.na(coef(fit))] * sqrt(w)
  e <- residuals(fit) * sqrt(w)
  bread <- solve(crossprod(X))
  outside <- diag(nrow(X)) - X %*% bread %*% t(X)
  pick <- which(colnames(X) == "later")
  parts <- sapply(sort(unique(cluster)), function(g) {
    here <- which(cluster == g)
    v <- power(outside[here, here, drop = FALSE], -0.5) %*% X[here, , drop = FALSE] %*% bread[, pick]
    c(sum(v * e[here]), outside[, here, drop = FALSE] %*% v)
  })
  P <- crossprod(parts[-1, ])
  list(std_error = sqrt(sum(parts[1, ]^2)), df = sum(diag(P))^2 / sum(P^2))
}

# Predict everybody in both waves; the difference of the mean predictions.
standardised <- function(fit, data, w) {
  predicted <- function(wave) {
    suppressWarnings(predict(fit, transform(data, later = wave)))
  }
  weighted.mean(predicted(1), w) - weighted.mean(predicted(0), w)
}

row_of <- function(set, model, fit, std_error, df, data, w, confidence = 0.95) {
  estimate <- coef(fit)[["later"]]
  data.frame(
    set = set, model = model, n = nobs(fit), n_aliased = sum(is.na(coef(fit))),
    estimate = exact(estimate), std_error = exact(std_error), statistic = exact(estimate / std_error),
    df = exact(df), p_value = exact(2 * pt(-abs(estimate / std_error), df)),
    conf_low = exact(estimate - qt((1 + confidence) / 2, df) * std_error),
    conf_high = exact(estimate + qt((1 + confidence) / 2, df) * std_error),
    g_computation = exact(standardised(fit, data, w))
  )
}

data <- read.csv("inputs/adjustment.csv")
rows <- list()
for (set in unique(data$set)) {
  here <- data[data$set == set, ]
  # `doubled` and `late` follow from the others; `later` comes last, as what follows is left out.
  here$doubled <- 2 * here$years - 3
  here$young <- as.numeric(here$agegroup == 2)
  formula <- score ~ factor(agegroup) + factor(sex) + years + doubled + young + later
  plain <- lm(formula, here)
  heavy <- lm(formula, here, weights = weight)
  one <- rep(1, nrow(here))
  error <- sqrt(vcovHC(plain, type = "HC3")["later", "later"])
  by_lmtest <- coeftest(plain, vcov. = vcovHC(plain, type = "HC3"))["later", ]
  stopifnot(all.equal(by_lmtest[["Std. Error"]], error))
  rows[[length(rows) + 1]] <- row_of(set, "hc3", plain, error, plain$df.residual, here, one)
  error <- sqrt(vcovHC(heavy, type = "HC3")["later", "later"])
  rows[[length(rows) + 1]] <-
    row_of(set, "hc3_weighted", heavy, error, heavy$df.residual, here, here$weight)
  found <- cr2(plain, here$cluster)
  by_sandwich <- sqrt(vcovCL(plain, cluster = here$cluster, type = "HC2")["later", "later"])
  stopifnot(all.equal(found$std_error, by_sandwich))
  rows[[length(rows) + 1]] <- row_of(set, "cr2", plain, found$std_error, found$df, here, one)
  found <- cr2(heavy, here$cluster)
  rows[[length(rows) + 1]] <-
    row_of(set, "cr2_weighted", heavy, found$std_error, found$df, here, here$weight)
  design <- svydesign(ids = ~1, weights = ~weight, data = here)
  linearised <- svyglm(score ~ factor(agegroup) + factor(sex) + years + later, design)
  rows[[length(rows) + 1]] <- row_of(
    set, "svyglm", linearised, SE(linearised)[["later"]], heavy$df.residual, here, here$weight
  )
}

versions <- function(packages) {
  named <- sapply(packages, function(p) paste(p, packageVersion(p)))
  paste0("# ", R.version.string, ", ", paste(named, collapse = ", "))
}
out <- file("adjustment.csv", "w")
writeLines(versions(c("stats", "sandwich", "lmtest", "survey")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)

# Austin (2009) for means and two answers, Yang & Dalton (2012) for several.
of_means <- function(x, later, w) {
  m <- s2 <- c(NA, NA)
  for (i in 1:2) {
    here <- later == i - 1
    n <- sum(here)
    m[i] <- weighted.mean(x[here], w[here])
    s2[i] <- sum(w[here] * (x[here] - m[i])^2) / sum(w[here]) * n / (n - 1)
  }
  (m[2] - m[1]) / sqrt(mean(s2))
}
of_shares <- function(x, later, w) {
  levels <- sort(unique(x))[-1]
  p <- sapply(0:1, function(wave) {
    sapply(levels, function(l) sum(w[later == wave & x == l]) / sum(w[later == wave]))
  })
  p <- matrix(p, ncol = 2)
  covariance <- function(p) diag(p, length(p)) - p %*% t(p)
  S <- (covariance(p[, 1]) + covariance(p[, 2])) / 2
  gap <- p[, 2] - p[, 1]
  sqrt(drop(t(gap) %*% solve(S) %*% gap))
}
rows <- list()
for (set in unique(data$set)) {
  here <- data[data$set == set, ]
  for (weighted in c(FALSE, TRUE)) {
    w <- if (weighted) here$weight else rep(1, nrow(here))
    for (variable in c("agegroup", "sex", "years")) {
      d <- if (variable == "years") of_means else of_shares
      rows[[length(rows) + 1]] <- data.frame(
        set = set, variable = variable, weighted = as.integer(weighted),
        std_difference = exact(d(here[[variable]], here$later, w))
      )
    }
  }
}
out <- file("standardised_difference.csv", "w")
writeLines(versions("stats"), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
