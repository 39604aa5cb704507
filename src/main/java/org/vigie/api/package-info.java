/**
 * The REST API: JSON over the doors of the rooms, and errors as problem documents. Not for rules, which are behind the
 * doors. Called over HTTP only.
 */
@NullMarked
package org.vigie.api;

import org.jspecify.annotations.NullMarked;
