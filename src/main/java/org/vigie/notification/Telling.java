package org.vigie.notification;

import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/**
 * Something that a person should know.
 *
 * @param key unique: the same key is told once, however often it is asked
 * @param link path of the page that it is about
 */
public record Telling(String key, Severity severity, Words subject, Words body, String link) {}
