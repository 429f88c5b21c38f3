-- What the replicates behind the limits of an estimate look like, as a histogram: one hump or two.
-- docs/formats/publication.md.

CREATE TABLE estimate_replicate (
    subject TEXT NOT NULL,         -- as in estimate
    area    TEXT NOT NULL,
    period  TEXT NOT NULL,
    bin     INTEGER NOT NULL,      -- from 1; in order
    lower   REAL,                  -- NULL: all below upper
    upper   REAL,                  -- NULL: all from lower on
    n       INTEGER NOT NULL,      -- replicates whose total lies in [lower, upper)
    PRIMARY KEY (subject, area, period, bin)
) WITHOUT ROWID;
