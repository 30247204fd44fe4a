# Power before the fact: R's own power.t.test and power.prop.test (both tails), the noncentral t
# distribution for unlike groups and for contrasts, two one-sided tests by numerical integration,
# and local shocks of sites by the method of moments and a search through Q.

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
rows <- list()
add <- function(what, value, n = NA, n2 = NA, change = NA, sd = NA, level = NA, power = NA,
                share = NA, set = "") {
  rows[[length(rows) + 1]] <<- data.frame(
    what = what, set = set, n = exact(n), n2 = exact(n2), change = exact(change), sd = exact(sd),
    level = exact(level), power = exact(power), share = exact(share), value = exact(value)
  )
}

# Two waves of n each, and n linked people (type "paired": sd is that of their changes).
for (level in c(0.05, 0.0025)) {
  for (n in c(2, 3, 5, 12, 40, 100, 1500)) for (change in c(0.05, 0.4, 2)) {
    for (type in c("two.sample", "paired")) {
      t <- power.t.test(n, change, 1.3, level, type = type, strict = TRUE)
      add(paste0("power_", type), t$power, n, change = change, sd = 1.3, level = level)
    }
  }
  for (power in c(0.8, 0.95)) {
    for (n in c(3, 12, 40, 100, 1500)) for (type in c("two.sample", "paired")) {
      t <- power.t.test(n, sd = 1.3, sig.level = level, power = power, type = type, strict = TRUE,
                        tol = 1e-12)
      add(paste0("detectable_", type), t$delta, n, sd = 1.3, level = level, power = power)
    }
    for (change in c(0.1, 0.3, 1)) for (type in c("two.sample", "paired")) {
      t <- power.t.test(delta = change, sd = 1.3, sig.level = level, power = power, type = type,
                        strict = TRUE, tol = 1e-10)
      add(paste0("needed_", type), ceiling(t$n), change = change, sd = 1.3, level = level,
          power = power)
    }
  }
}

# The noncentral t distribution itself: any standard error, any df.
t_power <- function(ncp, df, level) {
  q <- qt(level / 2, df, lower.tail = FALSE)
  pt(q, df, ncp, lower.tail = FALSE) + pt(-q, df, ncp)
}
for (n in list(c(100, 50), c(40, 15), c(500, 60))) for (level in c(0.05, 0.0025)) {
  ncp <- 0.5 / (1.3 * sqrt(sum(1 / n)))
  add("power_unequal", t_power(ncp, sum(n) - 2, level), n[1], n[2], 0.5, 1.3, level)
}

# A contrast of s1 and s0 sites, n in each of its cells; the df written out from its cells.
for (s in list(c(1, 1), c(2, 2), c(1, 3), c(5, 2))) for (level in c(0.05, 0.01)) {
  n <- 100
  pieces <- c(rep(1 / s[1]^2, 2 * s[1]), rep(1 / s[2]^2, 2 * s[2])) * 1.3^2 / n
  df <- sum(pieces)^2 / sum(pieces^2 / (n - 1))
  root <- uniroot(function(x) t_power(x / sqrt(sum(pieces)), df, level) - 0.8, c(0.01, 5),
                  tol = 1e-13)
  add("contrast", root$root, s[1], s[2], sd = 1.3, level = level, power = 0.8)
}

# Shares: the power, then the rise and the fall that are found four times in five, then n.
share_power <- function(p1, p2, n, level) {
  power.prop.test(n, p1, p2, level, strict = TRUE)$power
}
for (level in c(0.05, 0.0025)) for (n in c(100, 400)) for (p in c(0.04, 0.1, 0.2, 0.3, 0.5, 0.9)) {
  for (change in c(0.05, -0.03)) {
    value <- share_power(p, p + change, n, level)
    add("share_power", value, n, change = change, level = level, share = p)
  }
  for (sign in c(1, -1)) {
    end <- if (sign > 0) 1 - p else p
    miss <- function(x) share_power(p, p + sign * x, n, level) - 0.8
    found <- if (miss(end - 1e-9) < 0) NA else uniroot(miss, c(1e-6, end - 1e-9), tol = 1e-13)$root
    add(if (sign > 0) "share_rise" else "share_fall", found, n, level = level, power = 0.8, share = p)
  }
}
for (p in c(0.1, 0.3, 0.5)) for (change in c(0.1, 0.05)) {
  n <- sapply(c(1, -1), function(sign) {
    if (p + sign * change <= 0) return(NA)
    power.prop.test(p1 = p, p2 = p + sign * change, power = 0.8, strict = TRUE, tol = 1e-10)$n
  })
  add("share_needed", ceiling(max(n, na.rm = TRUE)), change = change, level = 0.05, power = 0.8,
      share = p)
}

# Two one-sided tests where nothing changed: |estimate| < bound - t s, averaged over s.
tost <- function(bound, df, level) {
  q <- qt(level, df, lower.tail = FALSE)
  inner <- function(u) {
    (2 * pnorm(bound - q * u) - 1) * exp(log(2 * df * u) + dchisq(df * u^2, df, log = TRUE))
  }
  integrate(inner, 0, bound / q, rel.tol = 1e-12, abs.tol = 0, subdivisions = 2000)$value
}
for (df in c(1, 2, 4, 10, 50, 198)) for (bound in c(0.5, 2, 3, 5)) for (level in c(0.05, 0.01)) {
  add("equivalence", tost(bound, df, level), df, change = bound, level = level)
}
for (bound in c(0.3, 0.5)) {
  n <- 2
  while (tost(bound / (1.3 * sqrt(2 / n)), 2 * n - 2, 0.05) < 0.8) n <- n + 1
  add("equivalence_needed", n, change = bound, sd = 1.3, level = 0.05, power = 0.8)
}

# Local shocks: sites within arms.
sites <- read.csv("inputs/power_sites.csv")
for (set in unique(sites$set)) {
  here <- sites[sites$set == set, ]
  sizes <- ave(here$change, here$arm, FUN = length)
  degrees <- nrow(here) - length(unique(here$arm))
  squares <- sum((here$change - ave(here$change, here$arm))^2)
  moments <- (squares - sum((1 - 1 / sizes) * here$variance)) / degrees
  q <- function(x) {
    w <- 1 / (here$variance + x)
    mean <- ave(w * here$change, here$arm, FUN = sum) / ave(w, here$arm, FUN = sum)
    sum(w * (here$change - mean)^2)
  }
  end <- function(p) {
    if (q(0) < qchisq(p, degrees)) return(0)
    uniroot(function(x) q(x) - qchisq(p, degrees), c(0, 1e4), tol = 1e-15)$root
  }
  add("shock", sqrt(max(moments, 0) / 2), set = set)
  for (confidence in c(0.95, 0.8)) {
    add("shock_low", sqrt(end(1 - (1 - confidence) / 2) / 2), level = confidence, set = set)
    high <- end((1 - confidence) / 2)
    add("shock_high", if (high == 0) NA else sqrt(high / 2), level = confidence, set = set)
  }
}

out <- file("power.csv", "w")
writeLines(paste0("# ", R.version.string, ", stats ", packageVersion("stats")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
