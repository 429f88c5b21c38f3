-- What the replicates behind an estimate say besides its limits: docs/formats/publication.md.

CREATE TABLE estimate_hump (       -- the answers round which the totals gather
    subject TEXT NOT NULL,         -- as in estimate
    area    TEXT NOT NULL,
    period  TEXT NOT NULL,
    hump    INTEGER NOT NULL,      -- from 1, from small to large
    lower   REAL NOT NULL,         -- the middle nine tenths of the replicates in it
    upper   REAL NOT NULL,
    share   REAL NOT NULL,         -- of all replicates
    inside  REAL NOT NULL,         -- of those in it, the part within the limits of the estimate
    PRIMARY KEY (subject, area, period, hump)
) WITHOUT ROWID;

CREATE TABLE estimate_change (     -- between two years, from the same replicates
    subject TEXT NOT NULL,
    area    TEXT NOT NULL,
    base    TEXT NOT NULL,         -- the earlier year
    period  TEXT NOT NULL,         -- the last year of the estimate
    ratio   REAL NOT NULL,         -- estimated number of period / that of base
    lower   REAL NOT NULL,
    upper   REAL NOT NULL,
    level   REAL NOT NULL,
    PRIMARY KEY (subject, area, base, period)
) WITHOUT ROWID;
