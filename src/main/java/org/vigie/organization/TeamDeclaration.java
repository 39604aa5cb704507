package org.vigie.organization;

public record TeamDeclaration(String key, String name, int level) {}
