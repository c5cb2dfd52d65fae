/**
 * What is counted, switched and raised, and how often a line may be logged. Knows the JDK only, so
 * that every module can count.
 */
package io.tokenrelay.agent.meter;
