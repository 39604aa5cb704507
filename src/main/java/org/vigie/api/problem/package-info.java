/**
 * Errors as answers: RFC 9457 documents for programs, plain pages for people. Not for deciding what is an error. Called by
 * Spring MVC, and by filters through it.
 */
@NullMarked
package org.vigie.api.problem;

import org.jspecify.annotations.NullMarked;
