"""Notion from Python, with the package `mcp` (pip install mcp). Not run by this project's tests: its calls are checked."""

import asyncio
import os

from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

URL = os.environ.get("MCP_URL", "http://127.0.0.1:3000/mcp")
HEADERS = {"Authorization": f"Bearer {os.environ['MCP_TOKEN']}"}


async def main() -> None:
    async with streamablehttp_client(URL, headers=HEADERS) as (read, write, _):
        async with ClientSession(read, write) as session:
            await session.initialize()
            result = await session.call_tool("notion_search", {"query": "deploy guide", "limit": 3})
            print(result.content[0].text)
            result = await session.call_tool(
                "notion_query_database",
                {"database": "Tasks", "where": [{"property": "Priority", "operator": "equals", "value": "High"}], "limit": 5},
            )
            print(result.content[0].text)


asyncio.run(main())
