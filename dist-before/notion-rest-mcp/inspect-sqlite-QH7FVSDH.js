import{inspectSqlite}from"./chunk-QAZI2XT3.js";import"./chunk-VFXSV2R5.js";import"./chunk-U73L4P2Z.js";import"../notion-rest-mcp.js";export{inspectSqlite};
