package org.vigie.console.forms;

/** One field that is not what it was when the form was opened, or that was typed anew. */
public record Difference(String label, String now, String typed) {}
