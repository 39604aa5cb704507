/**
 * Proofs about access that belong to no single room: who may call which route, and that nobody sees what is another
 * client's. Routes and tables are read from the running house, so that new ones are judged without being named here.
 */
package org.vigie.access;
