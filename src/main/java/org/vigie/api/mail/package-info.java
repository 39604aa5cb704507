/** Mailboxes, rules about senders, and the mail that came, over REST. */
@NullMarked
package org.vigie.api.mail;

import org.jspecify.annotations.NullMarked;
