import{threadFile}from"./stdio.js";import"../notion-rest-mcp.js";export{threadFile};
