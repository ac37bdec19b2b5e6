package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverRedis;

/** Own ids, with the events in Redis. */
@ExtendWith(OverRedis.class)
class OwnIdsOverRedisTest extends OwnIdsTest {}
