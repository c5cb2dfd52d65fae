/**
 * Counters, switches, alarms, clocks, and limits on how often a line is logged. Depends on the JDK
 * alone, so that every module can count.
 */
package io.tokenrelay.agent.meter;
