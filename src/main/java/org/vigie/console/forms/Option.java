package org.vigie.console.forms;

/** One thing to choose. */
public record Option(String value, String label) {}
