#pragma once

/* Makes nl_NL.UTF-8 in `folder`, which must be there, and sets it for this process and those it
 * starts: decimal comma, thousands dot, Dutch words and order. Fails the test when it cannot. Takes
 * more than a second. */
void dutch_locale_set(const char *folder);
