/**
 * How identity meets the web: who a request comes from, what it may reach, the headers of every answer, and the pages of
 * sign-in and accounts. Not for rules about accounts, which are behind the doors of the room. Called by the servlet
 * container only.
 */
@NullMarked
package org.vigie.identity.web;

import org.jspecify.annotations.NullMarked;
