package org.vigie.calendar;

public record CalendarDeclaration(String key, CalendarDefinition definition) {}
