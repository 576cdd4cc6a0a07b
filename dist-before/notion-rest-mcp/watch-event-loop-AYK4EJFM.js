import{watchEventLoop}from"./chunk-4CM3Q3TD.js";import"../notion-rest-mcp.js";import"../notion-rest-mcp.js";export{watchEventLoop};
