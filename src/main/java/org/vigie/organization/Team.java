package org.vigie.organization;

/** Who works on tickets, at a level from 1 (first contact) to 3 (expert). */
public record Team(long id, String key, String name, int level) {}
