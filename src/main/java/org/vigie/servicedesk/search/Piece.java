package org.vigie.servicedesk.search;

/** @param found whether it is a word that was looked for */
public record Piece(String text, boolean found) {}
