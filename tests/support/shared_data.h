#pragma once

/* Path of a file of the shared test data that does not belong to the product: $INBEELD_SHARED/rel,
 * by default ../shared beside the source tree. Returns NULL, after a message, when it is not there:
 * the test then ends without a verdict. (transfer full) */
char *shared_data_path(const char *relative);
