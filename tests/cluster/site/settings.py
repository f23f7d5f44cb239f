"""The tests' site, with what several processes share in the Redis that ``CLUSTER_REDIS`` names."""

from __future__ import annotations

import os

from tests.site.settings import *  # noqa: F403 - a variation of these

ROOT_URLCONF = "tests.cluster.site.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["CLUSTER_REDIS"]}}
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [os.environ["CLUSTER_REDIS"]]}}
}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
DJUST = {"RESUME_CACHE": "default", "SHUTDOWN_SECONDS": 10.0}
