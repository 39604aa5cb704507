package org.vigie.console.forms;

/** @param title its name, or its key where it has none; @param about its first facts */
public record KindRow(String key, String title, String about) {}
