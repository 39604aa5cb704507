package org.vigie.console.forms;

/** An object that names the one in question. */
public record Dependent(String kind, String title, String href) {}
