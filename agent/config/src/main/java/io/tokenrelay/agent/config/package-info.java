/**
 * Configuration: what a property is, the places it is read from, and what was read. Knows the
 * properties only through the tables of the domains. Runs in premain, hence no regular expressions,
 * lambdas or NIO.
 */
package io.tokenrelay.agent.config;
