/**
 * The monthly service report as JSON and PDF. Not for counting, which is behind the door of reporting. Called over HTTP
 * only.
 */
@NullMarked
package org.vigie.api.reports;

import org.jspecify.annotations.NullMarked;
