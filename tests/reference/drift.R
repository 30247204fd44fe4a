# Items that jump between two groups against the rest of their scale, by MASS::polr (and glm where
# there are two answers); association in tables of counts, by chisq.test. The data are drawn here
# and written to the same file, as rows `count`: R's random numbers need not be those of tomorrow.
library(MASS)

exact <- function(x) sprintf("%.17g", x)
set.seed(20180501)
rows <- list()
write <- function(set, quantity, value, row = "", column = "") {
  rows[[length(rows) + 1]] <<- data.frame(set, quantity, row, column, value = exact(value))
}

draw <- function(n, answers, shift, slope_after, given = answers) {
  group <- rep(0:1, n)
  trait <- rnorm(sum(n)) + 0.3 * group
  grade <- function(logits, k) findInterval(logits + rlogis(length(logits)),
                                            seq(-2.2, 2.2, length.out = k - 1)) + 1
  rest <- Reduce(`+`, lapply(1:4, function(item) grade(1.4 * trait, answers)))
  slope <- ifelse(group == 1, slope_after, 1.4)
  answer <- pmin(grade(slope * trait + shift * group, answers), given)
  data.frame(group, rest, answer)
}

sets <- list(
  steady7 = draw(c(403, 401), 7, 0, 1.4),
  shifted7 = draw(c(403, 401), 7, 0.8, 1.4),
  twisted5 = draw(c(250, 180), 5, 0, 0.2),
  both10 = draw(c(120, 90), 10, -1.2, 0.6),
  top_unused4 = draw(c(80, 60), 4, 0.5, 1.4, given = 3),
  large3 = draw(c(4000, 3000), 3, 0.2, 1.2),
  yes_no = draw(c(200, 150), 2, 0.8, 1.4)
)
# An answer in the middle that nobody gave.
sets$gap5 <- draw(c(150, 150), 5, 0.5, 1.4)
sets$gap5 <- sets$gap5[sets$gap5$answer != 3, ]

tight <- list(reltol = 1e-16, maxit = 10000)
fitted_model <- function(formula, data) {
  if (nlevels(data$y) == 2) {
    fit <- glm(formula, binomial, data, epsilon = 1e-14)
    b <- coef(fit)
    return(list(slopes = b[-1], thresholds = -b[1], loglik = as.numeric(logLik(fit))))
  }
  fit <- polr(formula, data, control = tight)
  # Once more from where it stopped: BFGS stops a little early.
  fit <- polr(formula, data, start = c(coef(fit), fit$zeta), control = tight)
  list(slopes = coef(fit), thresholds = fit$zeta, loglik = as.numeric(logLik(fit)))
}
null_loglik <- function(y) sum(table(y) * log(prop.table(table(y))))

for (name in names(sets)) {
  data <- sets[[name]]
  counts <- as.data.frame(table(data$group, data$rest, data$answer), stringsAsFactors = FALSE)
  counts <- counts[counts$Freq > 0, ]
  for (i in seq_len(nrow(counts))) {
    write(name, paste0("count", counts$Var1[i]), counts$Freq[i], counts$Var2[i], counts$Var3[i])
  }
  data$y <- factor(data$answer)
  mean_rest <- mean(data$rest)
  data$x <- (data$rest - mean_rest) / sqrt(mean((data$rest - mean_rest)^2))
  models <- list(alone = y ~ x, shifted = y ~ x + group, full = y ~ x + group + x:group)
  fits <- lapply(models, fitted_model, data = data)
  for (model in names(fits)) {
    fit <- fits[[model]]
    write(name, paste0(model, "_loglik"), fit$loglik)
    for (j in seq_along(fit$slopes)) write(name, paste0(model, "_slope"), fit$slopes[[j]], j)
    for (j in seq_along(fit$thresholds)) {
      write(name, paste0(model, "_threshold"), fit$thresholds[[j]], j)
    }
  }
  gain <- function(more, less) 2 * (fits[[more]]$loglik - fits[[less]]$loglik)
  null <- null_loglik(data$y)
  write(name, "null_loglik", null)
  write(name, "chi_square", gain("full", "alone"))
  write(name, "p_value", pchisq(gain("full", "alone"), 2, lower.tail = FALSE))
  write(name, "uniform_chi_square", gain("shifted", "alone"))
  write(name, "uniform_p_value", pchisq(gain("shifted", "alone"), 1, lower.tail = FALSE))
  write(name, "non_uniform_chi_square", gain("full", "shifted"))
  write(name, "non_uniform_p_value", pchisq(gain("full", "shifted"), 1, lower.tail = FALSE))
  mcfadden <- function(model) 1 - fits[[model]]$loglik / null
  write(name, "r2_change", mcfadden("full") - mcfadden("alone"))
  # The mean answer that the full model expects of everyone, in one group and in the other.
  expected <- function(group) {
    fit <- fits$full
    logits <- fit$slopes[[1]] * data$x + group * (fit$slopes[[2]] + fit$slopes[[3]] * data$x)
    answers <- as.numeric(levels(data$y))
    below <- sapply(fit$thresholds, function(threshold) plogis(threshold - logits))
    answers[length(answers)] - below %*% diff(answers)
  }
  write(name, "difference", mean(expected(1) - expected(0)))
}

tables <- list(
  sexes = rbind(c(180, 223), c(230, 171), c(199, 201)),
  ages = rbind(c(40, 61, 92, 110, 97), c(70, 66, 90, 80, 95), c(44, 60, 88, 104, 104)),
  two_by_two = rbind(c(12, 88), c(31, 69)),
  alike = rbind(c(100, 100, 100), c(100, 100, 100)),
  small = rbind(c(3, 1, 0), c(1, 2, 4)),
  unused = rbind(c(10, 0, 25), c(20, 0, 11), c(0, 0, 0))
)
for (name in names(tables)) {
  counts <- tables[[name]]
  for (i in seq_len(nrow(counts))) for (j in seq_len(ncol(counts))) {
    write(name, "cell", counts[i, j], i, j)
  }
  used <- counts[rowSums(counts) > 0, colSums(counts) > 0]
  test <- suppressWarnings(chisq.test(used, correct = FALSE))
  write(name, "statistic", unname(test$statistic))
  write(name, "df", unname(test$parameter))
  write(name, "p_value", test$p.value)
  # Bergsma (2013), written out.
  n <- sum(used); r <- nrow(used); k <- ncol(used)
  phi2 <- max(0, unname(test$statistic) / n - (r - 1) * (k - 1) / (n - 1))
  smaller <- min(r - (r - 1)^2 / (n - 1), k - (k - 1)^2 / (n - 1)) - 1
  write(name, "cramer_v", sqrt(phi2 / smaller))
}

out <- file("drift.csv", "w")
writeLines(paste0("# ", R.version.string, ", MASS ", packageVersion("MASS")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
