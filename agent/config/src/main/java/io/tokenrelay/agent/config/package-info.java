/**
 * How anything can be set: what a property is, the places it is read from, and what was read. Knows
 * no property but by what the tables of the domains say. Reads in premain, so: no regular
 * expressions, lambdas or NIO.
 */
package io.tokenrelay.agent.config;
