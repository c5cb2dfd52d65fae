/**
 * What speaking to others takes: addresses, blocks of them and host names, with every way in which
 * their texts can be read; and asking once what many want to know.
 */
package io.tokenrelay.agent.net;
