/** The pages of mailboxes and of the mail that came: what is held, and what a person decides about it. */
@NullMarked
package org.vigie.console.mail;

import org.jspecify.annotations.NullMarked;
