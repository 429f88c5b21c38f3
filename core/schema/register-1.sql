-- The register: what was delivered, row by row, after the privacy gate. Restricted; never leaves the building.
-- Days are Julian day numbers (core/day.h). Pseudonyms are the first 16 bytes of an HMAC-SHA256.
-- Areas are codes of reference/ (GM0772, PE03, PK04). Categories are the codes of reference/codes.csv.

CREATE TABLE key_check (      -- which key made the pseudonyms; another key is refused
    key_id TEXT NOT NULL      -- SHA-256 of the key with a fixed label, hexadecimal
);

CREATE TABLE delivery (       -- one file that came in, in one transaction
    delivery_id   INTEGER PRIMARY KEY,
    source        TEXT NOT NULL,     -- comensha, om, politie, or the name of a published table
    profile       TEXT NOT NULL,
    file_name     TEXT NOT NULL,     -- without folder
    sha256        TEXT NOT NULL UNIQUE,
    encoding      TEXT NOT NULL,
    separator     TEXT NOT NULL,
    peildatum     INTEGER,           -- the day on which the source was read
    period        TEXT,              -- period code (core/period.h)
    first_day     INTEGER,
    last_day      INTEGER,
    legal_basis   TEXT NOT NULL,
    ingested_on   INTEGER NOT NULL,  -- day of the run
    synthetic     INTEGER NOT NULL DEFAULT 0,
    rows          INTEGER NOT NULL,  -- = accepted + rejected + duplicate + excluded
    accepted      INTEGER NOT NULL,
    rejected      INTEGER NOT NULL,
    duplicate     INTEGER NOT NULL,
    excluded      INTEGER NOT NULL,
    blank         INTEGER NOT NULL,
    superseded_by INTEGER REFERENCES delivery,
    CHECK (rows = accepted + rejected + duplicate + excluded)
);

CREATE TABLE delivery_tally ( -- the sums behind a delivery, by reason
    delivery_id INTEGER NOT NULL REFERENCES delivery,
    kind        TEXT NOT NULL, -- excluded, rejected, mapped, place
    name        TEXT NOT NULL, -- the rule, column, or "value -> code"
    n           INTEGER NOT NULL,
    PRIMARY KEY (delivery_id, kind, name)
) WITHOUT ROWID;

CREATE TABLE melding (        -- CoMensha: one report of one person by one reporter
    melding_id         INTEGER PRIMARY KEY,
    delivery_id        INTEGER NOT NULL REFERENCES delivery,
    line               INTEGER NOT NULL,
    person             BLOB NOT NULL,  -- pseudonym
    dossier            BLOB,           -- pseudonym
    day                INTEGER NOT NULL,
    reporter           TEXT NOT NULL,  -- code: politie, kmar, arbeidsinspectie, …
    reporter_area      TEXT,           -- politie-eenheid (PE…) or KMar district
    sex                TEXT NOT NULL,
    age                INTEGER,        -- full years at the report; NULL unknown
    minor              INTEGER,        -- 1, 0, NULL unknown
    nationality        TEXT NOT NULL,  -- ISO 3166 alpha-2, or onbekend
    cross_border       INTEGER,        -- 1 grensoverschrijdend, 0 binnenlands, NULL unknown
    sector             TEXT,
    place_exploitation TEXT,           -- each place: area code, or NULL unknown
    place_residence    TEXT,
    place_shelter      TEXT,
    place_registration TEXT,
    zorgregio          TEXT,
    b8_phase           TEXT,
    shelter_requested  INTEGER,
    sub3               INTEGER,        -- art. 273f lid 1 sub 3 only
    dossier_type       TEXT,
    certainty          TEXT            -- vermoedelijk, bevestigd
);
CREATE TABLE melding_vorm (   -- a report has one or more forms of exploitation
    melding_id INTEGER NOT NULL REFERENCES melding,
    form       TEXT NOT NULL,
    PRIMARY KEY (melding_id, form)
) WITHOUT ROWID;

CREATE TABLE zaak (           -- OM: one case against one suspect
    zaak_id         INTEGER PRIMARY KEY,
    delivery_id     INTEGER NOT NULL REFERENCES delivery,
    line            INTEGER NOT NULL,
    case_number     BLOB NOT NULL,     -- pseudonym
    parket          TEXT NOT NULL,     -- PK… or PO…
    registered_day  INTEGER NOT NULL,
    offence_day     INTEGER,
    offence_place   TEXT,
    article_sub     TEXT,              -- 1-9 of art. 273f lid 1, joined by +
    article_lid     TEXT,              -- aggravations 3-6, joined by +
    minor_victim    INTEGER,
    decision        TEXT,              -- dagvaarding, sepot, transactie, …; NULL is open
    decision_day    INTEGER,
    sepot_ground    TEXT,              -- two digits
    verdict         TEXT,              -- veroordeling, vrijspraak, …
    verdict_day     INTEGER,
    sentence_months INTEGER
);

CREATE TABLE politie (        -- one entry of a police system
    record_id    INTEGER PRIMARY KEY,
    delivery_id  INTEGER NOT NULL REFERENCES delivery,
    line         INTEGER NOT NULL,
    registration BLOB NOT NULL,        -- pseudonym
    kind         TEXT NOT NULL,        -- signaal, aangifte, onderzoek, verdachte
    day          INTEGER NOT NULL,     -- came to notice
    offence_from INTEGER,
    offence_to   INTEGER,
    eenheid      TEXT,                 -- PE…
    district     TEXT,
    basisteam    TEXT,
    gemeente     TEXT,                 -- GM…
    class        TEXT NOT NULL
);

CREATE TABLE telling (        -- published tables: a count per measure, area, period and category
    delivery_id INTEGER NOT NULL REFERENCES delivery,
    line        INTEGER NOT NULL,
    measure     TEXT NOT NULL,         -- reference/measures.csv
    area        TEXT NOT NULL,
    period      TEXT NOT NULL,
    dimension   TEXT NOT NULL DEFAULT '',
    category    TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL,         -- core/state.h
    value       INTEGER,
    CHECK ((state = 'value') = (value IS NOT NULL)),
    PRIMARY KEY (delivery_id, measure, area, period, dimension, category)
) WITHOUT ROWID;

-- Rows of deliveries that no newer delivery has replaced.
CREATE VIEW current_melding AS SELECT m.* FROM melding m JOIN delivery USING (delivery_id) WHERE superseded_by IS NULL;
CREATE VIEW current_zaak    AS SELECT z.* FROM zaak z    JOIN delivery USING (delivery_id) WHERE superseded_by IS NULL;
CREATE VIEW current_politie AS SELECT p.* FROM politie p JOIN delivery USING (delivery_id) WHERE superseded_by IS NULL;
CREATE VIEW current_telling AS SELECT t.* FROM telling t JOIN delivery USING (delivery_id) WHERE superseded_by IS NULL;
