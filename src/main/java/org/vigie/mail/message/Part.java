package org.vigie.mail.message;

import org.jspecify.annotations.Nullable;

/**
 * Something that came with a mail.
 *
 * @param type as the sender says; nothing may be believed of it
 * @param contentId by which an HTML text shows it, without the angle brackets
 * @param inline meant to be seen within the text
 */
public record Part(
        String name, String type, byte[] content, @Nullable String contentId, boolean inline) {}
