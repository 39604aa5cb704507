package org.vigie.inventory;

public enum AssetStatus {
    IN_SERVICE,
    RETIRED
}
