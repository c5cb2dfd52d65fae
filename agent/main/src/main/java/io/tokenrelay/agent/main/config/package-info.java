/**
 * The configuration: the tables of all domains, the issuers and rules that they list, and whether
 * anything is to be enforced. Runs in premain, so: no lambdas or NIO, and regular expressions only
 * for unknown properties.
 */
package io.tokenrelay.agent.main.config;
