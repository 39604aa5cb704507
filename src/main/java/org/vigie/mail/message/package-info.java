/**
 * One raw mail, read: who writes, what is said, what is attached, whether a person wrote it. Pure, and made for the worst
 * that mail programs send; not for fetching, threading or answering (see mail). Called by mail and
 * servicedesk.intake.
 */
@NullMarked
@NamedInterface("message")
package org.vigie.mail.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
